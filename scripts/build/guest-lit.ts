import type { Plugin } from 'rollup';

const lit = /\/node_modules\/(?:@lit\/reactive-element|lit|lit-element|lit-html)\//;
const store = '\0lit-property-metadata';

/** A page with a Lit of its own may listen on its window for a new language of its own: ours is none of its business. */
const withoutEvents = (code: string): string => {
  const quiet = code.replace(/window\.dispatchEvent\([^;]*LOCALE_STATUS_EVENT[^;]*;/, '');
  if (quiet === code) throw new Error('@lit/localize tells the page its language in a way that is not known here.');
  return quiet;
};

/**
 * Rollup plugin: Lit leaves marks on the page's globals (its version, so that a page with two Lits is warned; a map of its
 * decorators; `Symbol.metadata` where the browser has none). On a host page they would stay after `shutdown`, and warn a host
 * with a Lit of its own about ours. The map becomes a module's, the symbol the one that compiled decorators fall back to.
 */
export function guestLit(): Plugin {
  return {
    name: 'harmony:guest-lit',
    resolveId: (id) => (id === store ? id : null),
    load: (id) => (id === store ? 'export const litPropertyMetadata = new WeakMap();' : null),
    transform(code, id) {
      if (id.endsWith('/@lit/localize/init/runtime.js')) return { code: withoutEvents(code), map: null };
      if (!lit.test(id)) return null;
      const quiet = code
        .replace(/\(\w+\.(?:litHtml|litElement|reactiveElement)Versions\?\?=\[\]\)\.push\("[^"]*"\)/g, 'void 0')
        .replace('Symbol.metadata??=Symbol("metadata"),', '')
        .replace(/\b\w+\.litPropertyMetadata\?\?=new WeakMap;/, ';');
      if (/Versions\?\?=|litPropertyMetadata\?\?=|Symbol\.metadata\?\?=/.test(quiet))
        throw new Error(`Lit marks the page in a way that is not known here: ${id}`);
      if (!quiet.includes('litPropertyMetadata')) return { code: quiet, map: null };
      const own = quiet
        .replaceAll('globalThis.litPropertyMetadata', 'litPropertyMetadata')
        .replaceAll('Symbol.metadata', '(Symbol.metadata||Symbol.for("Symbol.metadata"))');
      return { code: `import{litPropertyMetadata}from${JSON.stringify(store)};${own}`, map: null };
    },
  };
}
