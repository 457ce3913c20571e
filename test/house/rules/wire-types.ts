import { isTest, lineOf } from '../tree.ts';
import type { Rule } from '../tree.ts';

const guests = /^packages\/(sdk|widget|client|ui)\/src\/.*\.ts$/;
/** An import of the wire's front door that is not of types alone. */
const values = /^import (?!type\b)[^;]*?from '@harmony-live\/protocol';/gm;
/** Each name in it is a type: `import { type A, type B }`. */
const typesAlone = /^import \{(\s*type \w+,?)*\s*\}/;

/** The wire's front door carries its schemas, which weigh more than all of detection. */
export const wireTypes: Rule = {
  name: 'What runs in a page takes types alone from the wire',
  why: 'one value from it brings every schema along: 11 KB that each visitor of a host page loads and nobody needs there.',
  mend: 'import the type; repeat the constant beside a test that compares the two, or give it an entry of its own (protocol/scrub).',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      if (!guests.test(path) || isTest(path) || path.endsWith('.fixture.ts')) return [];
      return [...text.matchAll(values)]
        .filter(([found]) => !typesAlone.test(found))
        .map((found) => ({ path, line: lineOf(text, found.index), what: 'imports a value' }));
    });
  },

  broken: {
    tree: {
      'packages/sdk/src/noticing/levels.ts':
        "import type { Signal } from '@harmony-live/protocol';\nimport { scrub } from '@harmony-live/protocol/scrub';\nimport { tuningThresholds, type Struggle } from '@harmony-live/protocol';\n",
      'packages/console/src/app/roles.ts': "import { roles } from '@harmony-live/protocol';\n",
    },
    at: ['packages/sdk/src/noticing/levels.ts:3'],
  },
};
