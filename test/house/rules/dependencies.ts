import { importsOf } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule } from '../tree.ts';

/** What `npm start` runs or builds from: it installs `dependencies` alone. */
const running = /^(packages\/[\w-]+|scripts\/build)\/(?:src\/)?.*\.ts$/;
/** Written in tools that run where everything is installed. */
const tools = /\/(?:tools|test|dev)\//;

/** What runs finds its packages on a machine that has only what running needs. */
export const dependencies: Rule = {
  name: 'What runs or is bundled imports only what stands under "dependencies" of its package',
  why: '`npm start` on a fresh machine installs nothing else: a build or a start would end with a package that is not there.',
  mend: 'move the package from devDependencies to dependencies, or import its types only.',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      const folder = running.exec(path)?.[1];
      const manifest = folder === undefined ? undefined : tree[`${folder}/package.json`];
      if (manifest === undefined || isTest(path) || tools.test(path)) return [];
      const { name, dependencies: own = {}, peerDependencies: peers = {} } = JSON.parse(manifest) as Manifest;
      return importsOf(text).flatMap(({ specifier, isType, start }) => {
        const wanted = /^(?:@[\w.-]+\/)?[a-z][\w.-]*/.exec(specifier)?.[0];
        if (wanted === undefined || isType || specifier.startsWith('node:') || wanted === name) return [];
        if (wanted in own || wanted in peers) return [];
        return [{ path, line: lineOf(text, start), what: `${folder} has no dependency ${wanted}` }];
      });
    });
  },

  broken: {
    tree: {
      'packages/sdk/package.json': '{ "name": "s", "dependencies": { "b": "1" }, "devDependencies": { "c": "1" } }',
      'packages/sdk/src/a.ts':
        "import 'node:fs';\nimport './own.ts';\nimport { b } from 'b/lite';\nimport { c } from 'c/lite';\nimport type { D } from 'd';\nexport default [b, c] as D;\n",
      'packages/sdk/src/a.test.ts': "import 'c';\n",
    },
    at: ['packages/sdk/src/a.ts:4'],
  },
};

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}
