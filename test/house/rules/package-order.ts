import { importsOf, resolveImport } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule } from '../tree.ts';

/** What a package may import of the others: everything (or one entry of a package alone), or types alone. */
const allowed: Record<string, { runtime: string[]; types: string[] }> = {
  protocol: { runtime: [], types: [] },
  client: { runtime: ['protocol'], types: [] },
  ui: { runtime: ['client', 'protocol'], types: [] },
  widget: { runtime: ['ui', 'client', 'protocol'], types: ['sdk'] },
  console: { runtime: ['ui', 'client', 'protocol'], types: [] },
  sdk: { runtime: ['protocol/glob', 'protocol/scrub'], types: ['protocol', 'widget'] },
  backend: { runtime: ['protocol'], types: [] },
};

/** Packages lean on each other in one direction only. */
export const packageOrder: Rule = {
  name: 'Packages import in one direction: protocol ← client ← ui ← widget, console; sdk takes types, protocol/glob and protocol/scrub; backend takes protocol',
  why: 'the script tag must stay 10 KB, the wire must not know screens, and a package that is published alone must run alone.',
  mend: 'move what both need down (protocol for what crosses the wire, ui for what both screens show), or import the type only.',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      const from = /^packages\/([\w-]+)\/src\/.*\.ts$/.exec(path)?.[1];
      if (from === undefined || isTest(path)) return [];
      return importsOf(text).flatMap(({ specifier, isType, start }) => {
        const to = packageOf(path, specifier);
        if (to === undefined || to === from) return [];
        const may = allowed[from] ?? { runtime: [], types: [] };
        const entry = specifier.replace('@harmony-live/', '');
        if (may.runtime.includes(to) || may.runtime.includes(entry) || (isType && may.types.includes(to))) return [];
        const kind = may.types.includes(to) ? 'a value' : 'something';
        return [{ path, line: lineOf(text, start), what: `${from} imports ${kind} of ${to}` }];
      });
    });
  },

  broken: {
    tree: {
      'packages/protocol/src/a.ts': "import { html } from '@harmony-live/ui';\nexport default html;\n",
      'packages/sdk/src/b.ts':
        "import type { Frame } from '@harmony-live/protocol';\nimport { problem } from '@harmony-live/protocol';\nexport const b: Frame = problem;\n",
      'packages/sdk/src/d.ts': "import { scrub } from '@harmony-live/protocol/scrub';\nexport default scrub;\n",
      'packages/client/src/c.ts': "import { row } from '../../backend/src/x/store.ts';\nexport default row;\n",
    },
    at: ['packages/protocol/src/a.ts:1', 'packages/sdk/src/b.ts:2', 'packages/client/src/c.ts:1'],
  },
};

function packageOf(path: string, specifier: string): string | undefined {
  const named = /^@harmony-live\/([\w-]+)/.exec(specifier)?.[1];
  if (named !== undefined || !specifier.startsWith('.')) return named;
  return /^packages\/([\w-]+)\//.exec(resolveImport(path, specifier))?.[1];
}
