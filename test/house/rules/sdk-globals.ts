import { parse, visit } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule } from '../tree.ts';

const source = 'packages/sdk/src/';
/** The two ways in, and the folder that meets the page. */
const doors = new RegExp(`^${source}(boot/|script-tag\\.ts$|index\\.ts$)`);
const globals = new Set([
  'window',
  'document',
  'navigator',
  'globalThis',
  'self',
  'location',
  'history',
  'localStorage',
  'sessionStorage',
  'fetch',
  'XMLHttpRequest',
  'setTimeout',
  'setInterval',
  'addEventListener',
  'customElements',
]);

/** The script tag touches the page in one place. */
export const sdkGlobals: Rule = {
  name: "The sdk touches the page's globals only in boot/ and its two entries",
  why: 'we are a guest in the page: what we touch must be seen at a glance, undone by shutdown(), and replaceable in a test.',
  mend: 'take it as an argument; boot/environment.ts is where the real ones come in.',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      if (!path.startsWith(source) || !path.endsWith('.ts') || isTest(path) || doors.test(path)) return [];
      const own = declaredNames(text);
      const found: { path: string; line: number; what: string }[] = [];
      visit(parse(text), (node, parent) => {
        if (node.type !== 'Identifier' || !globals.has(node.name as string) || own.has(node.name as string)) return;
        if (isName(node, parent)) return;
        found.push({ path, line: lineOf(text, node.start), what: `uses ${String(node.name)}` });
      });
      return found;
    });
  },

  broken: {
    tree: {
      [`${source}consent/keep.ts`]:
        "export const keep = () => localStorage.setItem('a', 'b');\nexport const at = (location: { href: string }) => location.href;\nexport const other = (page: { document: object }) => page.document;\n",
      [`${source}boot/environment.ts`]: 'export const page = window;\n',
    },
    at: [`${source}consent/keep.ts:1`],
  },
};

/** Parameters, variables and imports of the file: such a name is its own, not the page's. */
function declaredNames(text: string): Set<string> {
  const names = new Set<string>();
  const add = (pattern: SyntaxNode | null | undefined): void => {
    if (!pattern) return;
    if (pattern.type === 'Identifier') names.add(pattern.name as string);
    else if (pattern.type === 'AssignmentPattern') add(pattern.left as SyntaxNode);
    else if (pattern.type === 'ObjectPattern')
      for (const one of pattern.properties as SyntaxNode[]) add((one.value ?? one.argument) as SyntaxNode);
    else if (pattern.type === 'ArrayPattern') for (const one of pattern.elements as SyntaxNode[]) add(one);
  };
  visit(parse(text), (node) => {
    if (/Function/.test(node.type))
      for (const parameter of (node.params as SyntaxNode[] | undefined) ?? []) add(parameter);
    if (node.type === 'VariableDeclarator') add(node.id as SyntaxNode);
    if (/^Import\w*Specifier$/.test(node.type)) add(node.local as SyntaxNode);
  });
  return names;
}

/** True where an identifier is the name of a member, a key or a type rather than a value that is read. */
function isName(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (!parent) return false;
  if (parent.type.startsWith('TS')) return true;
  if (parent.type === 'MemberExpression') return parent.property === node && parent.computed !== true;
  if (/^(Property|MethodDefinition|PropertyDefinition|AccessorProperty)$/.test(parent.type)) {
    return parent.key === node && parent.computed !== true && parent.shorthand !== true;
  }
  return false;
}
