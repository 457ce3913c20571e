import { dotted, importsOf, parse, resolveImport, visit } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule, Tree } from '../tree.ts';

const source = 'packages/backend/src/';
const platform = `${source}platform/`;
const database = `${platform}database/`;
const why =
  'what a module asks of the database must be readable in one place, in the scope of one organisation, or a wall of row-level security is quietly walked around.';

/** SQL stands in stores. */
export const sqlPlaces: Rule = {
  name: "SQL stands only in a module's store.ts and in platform/",
  why,
  mend: 'make it an exported function of store.ts whose first argument is `tx`, and call that.',

  check(tree) {
    return modules(tree).flatMap(([path, text]) => {
      const found: { path: string; line: number; what: string }[] = [];
      visit(parse(text), (node) => {
        if (node.type === 'TaggedTemplateExpression' && /^(sql|tx)$|\.(sql|tx)$/.test(dotted(node.tag as SyntaxNode))) {
          found.push({ path, line: lineOf(text, node.start), what: 'a statement in a tagged template' });
        }
        if (node.type === 'CallExpression' && /\.(unsafe|execute)$/.test(dotted(node.callee as SyntaxNode))) {
          found.push({ path, line: lineOf(text, node.start), what: `${dotted(node.callee as SyntaxNode)}(…)` });
        }
      });
      return found;
    });
  },

  broken: {
    tree: {
      [`${source}queue/routes.ts`]: 'export const list = (tx) =>\n  tx`select * from help_request`;\n',
      [`${source}queue/queue.ts`]: "export const all = (tx) => tx.unsafe('select 1');\n",
      [`${source}queue/store.ts`]: 'export const rows = (tx) => tx`select 1`;\n',
    },
    at: [`${source}queue/routes.ts:2`, `${source}queue/queue.ts:1`],
  },
};

/** Connections are the platform's. */
export const poolIsPrivate: Rule = {
  name: 'Nobody outside platform/ imports the connection pool or the database driver',
  why,
  mend: 'use `db.withOrganisation(id, tx => …)` or `db.asSystem(reason, tx => …)`; both come from platform/database/index.ts.',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      if (!path.startsWith(source) || !path.endsWith('.ts') || path.startsWith(platform) || isTest(path)) return [];
      return importsOf(text).flatMap(({ specifier, start }) => {
        const isDriver = /^(postgres|pg|@electric-sql\/.*)$/.test(specifier);
        const target = specifier.startsWith('.') ? resolveImport(path, specifier) : '';
        const isInside = target.startsWith(database) && !/\/(index|errors)\.ts$/.test(target);
        if (!isDriver && !isInside) return [];
        return [{ path, line: lineOf(text, start), what: `imports ${specifier}` }];
      });
    });
  },

  broken: {
    tree: {
      [`${source}queue/store.ts`]:
        "import postgres from 'postgres';\nimport { pool } from '../platform/database/pool.ts';\nexport default [postgres, pool];\n",
      [`${database}pool.ts`]: "import postgres from 'postgres';\nexport const pool = postgres();\n",
    },
    at: [`${source}queue/store.ts:1`, `${source}queue/store.ts:2`],
  },
};

function modules(tree: Tree): [string, string][] {
  return Object.entries(tree).filter(
    ([path]) =>
      path.startsWith(source) &&
      path.endsWith('.ts') &&
      !path.startsWith(platform) &&
      !/(^|\/)store\.ts$/.test(path) &&
      !isTest(path),
  );
}
