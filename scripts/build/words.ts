import { catalogueFile, compiled, readCatalogue, translated } from './catalogues.ts';
import { messagesOf, type WordedPackage } from './messages.ts';

const prefix = '#words/';
const early = 'early';

/**
 * Plugin for Rollup and Vite that makes the modules `#words/LANGUAGE` out of the catalogues in `packages/ui/locales`: only
 * what stands in the given packages, by the ids of `@lit/localize`. `#words/early` has what `early(msg('…'))` marks, of all
 * languages: words that are on the page before a catalogue can come.
 */
export function words(packages: readonly WordedPackage[]) {
  let found: ReturnType<typeof messagesOf> | null = null;
  return {
    name: 'harmony:words',
    enforce: 'pre' as const,

    // While somebody develops, the words may have changed since.
    buildStart() {
      found = null;
    },

    resolveId: (source: string) => (source.startsWith(prefix) ? idOf(source.slice(prefix.length)) : null),

    async load(this: { addWatchFile?: (file: string) => void }, id: string) {
      const language = [early, ...translated].find((one) => idOf(one) === id);
      if (language === undefined) return null;
      const { messages } = await (found ??= messagesOf(packages));
      const of = language === early ? translated : [language];
      for (const one of of) this.addWatchFile?.(catalogueFile(one));
      if (language !== early) return asModule(compiled(await readCatalogue(language), messages));
      const soon = [...messages.values()].filter(({ isEarly }) => isEarly);
      const entries = translated.map(async (one) => {
        const catalogue = await readCatalogue(one);
        return [one, Object.fromEntries(soon.map(({ source }) => [source, catalogue[source]]))];
      });
      return asModule(Object.fromEntries(await Promise.all(entries)));
    },
  };
}

/** Its last part names the file that is served. */
const idOf = (language: string): string => `\0words/words-${language}.js`;

const asModule = (value: unknown): string => `export default ${JSON.stringify(value)};`;
