import { importsOf, resolveImport } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule, Tree } from '../tree.ts';

const source = 'packages/backend/src/';

/** Backend modules lean on each other in one direction only. */
export const moduleOrder: Rule = {
  name: 'A backend module imports platform/ and the index.ts of modules above it in the list of app.ts',
  why: 'the list is the journey of a problem; with arrows in both directions no module can be understood, tested or moved alone.',
  mend: 'let the other module say what happened as an event (events.ts) and keep a read model here, or move what both need to platform/.',

  check(tree) {
    const order = moduleList(tree);
    return sources(tree).flatMap(([path, text]) => {
      const from = folderOf(path);
      return importsOf(text).flatMap(({ specifier, start }) => {
        if (!specifier.startsWith('.')) return [];
        const target = resolveImport(path, specifier);
        const what = complaint(order, from, target);
        return what ? [{ path, line: lineOf(text, start), what }] : [];
      });
    });
  },

  broken: {
    tree: {
      [`${source}app.ts`]:
        "import { one } from './one/index.ts';\nimport { two } from './two/index.ts';\nconst modules: readonly unknown[] = [one, two];\n",
      [`${source}one/index.ts`]: "import { later } from '../two/index.ts';\nexport const one = later;\n",
      [`${source}two/index.ts`]:
        "import { one } from '../one/index.ts';\nimport { row } from '../one/store.ts';\nexport const two = [one, row];\n",
      [`${source}platform/bus.ts`]: "import { one } from '../one/index.ts';\nexport const bus = one;\n",
    },
    at: [`${source}one/index.ts:1`, `${source}two/index.ts:2`, `${source}platform/bus.ts:1`],
  },
};

function sources(tree: Tree): [string, string][] {
  return Object.entries(tree).filter(([path]) => path.startsWith(source) && path.endsWith('.ts') && !isTest(path));
}

/** Folders of the modules, in the order in which app.ts registers them. */
function moduleList(tree: Tree): string[] {
  const app = tree[`${source}app.ts`] ?? '';
  const names = /const modules\b[^=]*=\s*\[([^\]]*)\]/.exec(app)?.[1]?.match(/\w+/g) ?? [];
  return names.map((name) => new RegExp(`\\b${name}\\b[^;]*from '\\./([\\w-]+)/index\\.ts'`).exec(app)?.[1] ?? name);
}

/** First folder below src; empty for files that lie in src itself. */
function folderOf(path: string): string {
  const rest = path.slice(source.length);
  return rest.includes('/') ? rest.slice(0, rest.indexOf('/')) : '';
}

function complaint(order: string[], from: string, target: string): string | undefined {
  if (!target.startsWith(source)) return undefined;
  const to = folderOf(target);
  // Files in src itself (version.ts) are for all; main.ts, app.ts and what starts or shows the whole stand outside the order.
  if (to === '' || to === from || to === 'platform') return undefined;
  if (from === 'platform') return `platform/ knows nothing of ${to}/`;
  if (!order.includes(from)) return undefined;
  if (!order.includes(to)) return `${from}/ reaches out to ${to}/, which is no module`;
  if (order.indexOf(to) > order.indexOf(from)) return `${to}/ stands below ${from}/ in app.ts`;
  if (target !== `${source}${to}/index.ts`)
    return `${target.slice(source.length)} is inside ${to}/; only its index.ts is its door`;
  return undefined;
}
