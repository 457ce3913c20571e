import { dotted, parse, visit } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule, Tree, Violation } from '../tree.ts';

const table = 'packages/protocol/src/roles.ts';
const backend = 'packages/backend/src/';

/** Nothing is callable that the table does not list. */
export const roleTable: Rule = {
  name: 'Routes, frames and the role table in protocol/src/roles.ts name the same things',
  why: 'who may call what is decided in one place; a row without a route is a promise to nobody, a route without a row a door without a lock.',
  mend: 'add the row (or the route); the server refuses to start on a missing row, this test finds the superfluous one.',

  check(tree) {
    const text = tree[table] ?? '';
    const rows = { ...rowsOf(text, 'routeAccess'), ...rowsOf(text, 'frameAccess') };
    const used = usedIn(tree);
    const unused = Object.entries(rows).filter(([row]) => !used.some((one) => one.row === row) && row !== 'hello');
    const unlisted = used.filter(({ row }) => !(row in rows));
    return [
      ...unused.map(([row, start]): Violation => ({
        path: table,
        line: lineOf(text, start),
        what: `nothing serves "${row}"`,
      })),
      ...unlisted.map(({ path, line, row }): Violation => ({ path, line, what: `"${row}" has no row` })),
    ];
  },

  broken: {
    tree: {
      [table]:
        "export const routeAccess = {\n  'GET /v1/queue': ['expert'],\n  'GET /v1/ghost': ['expert'],\n} as const;\nexport const frameAccess = {\n  hello: ['anybody'],\n  typing: ['expert'],\n} as const;\n",
      [`${backend}requests/routes.ts`]:
        "export default (app, live) => {\n  app.get('/v1/queue', list);\n  app.withTypeProvider().post('/v1/queue', add);\n  live.onFrame('typing', tell);\n  live.onFrame('shout', tell);\n};\n",
      [`${backend}requests/more.ts`]:
        "const path = '/v1/queue';\nexport default (app) => {\n  app.route({ method: 'GET', url: path });\n  app.delete(`${path}/:id`, drop);\n};\n",
    },
    at: [
      `${table}:3`,
      `${backend}requests/more.ts:4`,
      `${backend}requests/routes.ts:3`,
      `${backend}requests/routes.ts:5`,
    ],
  },
};

/** Keys of an exported object with their positions. */
function rowsOf(text: string, name: string): Record<string, number> {
  const rows: Record<string, number> = {};
  visit(parse(text), (node) => {
    if (node.type !== 'VariableDeclarator' || dotted(node.id as SyntaxNode) !== name) return;
    visit(node.init as SyntaxNode, (inner, parent) => {
      if (inner.type !== 'Property' || parent?.type !== 'ObjectExpression') return;
      const key = inner.key as SyntaxNode;
      rows[String(key.type === 'Literal' ? key.value : key.name)] = inner.start;
    });
  });
  return rows;
}

/** Every `.get('/v1/…')`, `.route({ method, url })` and `.onFrame('…')` of the backend. */
function usedIn(tree: Tree): { path: string; line: number; row: string }[] {
  return Object.entries(tree).flatMap(([path, text]) => {
    if (!path.startsWith(backend) || !path.endsWith('.ts') || isTest(path)) return [];
    const constants = constantsOf(text);
    const found: { path: string; line: number; row: string }[] = [];
    visit(parse(text), (node) => {
      const callee = node.callee as SyntaxNode | undefined;
      const first = (node.arguments as SyntaxNode[] | undefined)?.[0];
      if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || !first) return;
      const name = String((callee.property as SyntaxNode).name);
      const options = name === 'route' ? textsIn(first, constants) : {};
      const subject = options.url ?? textOf(first, constants);
      const method = (options.method ?? name).toUpperCase();
      const line = lineOf(text, first.start);
      if (name === 'onFrame' && subject !== '') found.push({ path, line, row: subject });
      if (/^(GET|POST|PUT|PATCH|DELETE)$/.test(method) && subject.startsWith('/v1/'))
        found.push({ path, line, row: `${method} ${subject}` });
    });
    return found;
  });
}

/** Texts that constants of the file stand for. */
function constantsOf(text: string): Map<string, string> {
  const constants = new Map<string, string>();
  visit(parse(text), (node) => {
    if (node.type !== 'VariableDeclarator' || !node.init) return;
    const value = textOf(node.init as SyntaxNode, constants);
    if (value !== '') constants.set(dotted(node.id as SyntaxNode), value);
  });
  return constants;
}

/** The text that an expression surely is: a literal, a constant, or a template of these. Otherwise empty. */
function textOf(node: SyntaxNode, constants: Map<string, string>): string {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : '';
  if (node.type === 'Identifier') return constants.get(node.name as string) ?? '';
  if (node.type !== 'TemplateLiteral') return '';
  const values = (node.expressions as SyntaxNode[]).map((one) => textOf(one, constants));
  if (values.includes('')) return '';
  return (node.quasis as SyntaxNode[])
    .map((quasi, at) => `${(quasi.value as { raw: string }).raw}${values[at] ?? ''}`)
    .join('');
}

/** The properties of an object literal that are texts. */
function textsIn(node: SyntaxNode, constants: Map<string, string>): Record<string, string> {
  if (node.type !== 'ObjectExpression') return {};
  const texts = (node.properties as SyntaxNode[])
    .filter((one) => one.type === 'Property')
    .map((one) => [dotted(one.key as SyntaxNode), textOf(one.value as SyntaxNode, constants)] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== ''));
}
