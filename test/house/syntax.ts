import { parseAst } from 'vitest/node';

/** A node of the syntax tree (ESTree with TypeScript). */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** One import or re-export, static or by `import()`. */
export interface Import {
  specifier: string;
  isType: boolean;
  start: number;
}

const parsed = new Map<string, SyntaxNode>();

/** The syntax tree of a TypeScript file; kept, because every rule asks for it. */
export function parse(text: string): SyntaxNode {
  let tree = parsed.get(text);
  if (!tree) {
    tree = parseAst(text, { lang: 'ts' }) as unknown as SyntaxNode;
    parsed.set(text, tree);
  }
  return tree;
}

/** Calls `each` for a node and all below it, with the node above. */
export function visit(
  node: SyntaxNode,
  each: (node: SyntaxNode, parent?: SyntaxNode) => void,
  parent?: SyntaxNode,
): void {
  each(node, parent);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) visit(item, each, node);
    } else if (isNode(value)) visit(value, each, node);
  }
}

/** All imports of a file. */
export function importsOf(text: string): Import[] {
  const found: Import[] = [];
  visit(parse(text), (node) => {
    const source = node.source as SyntaxNode | null | undefined;
    if (!/^(Import(Declaration|Expression)|Export(Named|All)Declaration)$/.test(node.type) || !source) return;
    if (typeof source.value !== 'string') return;
    const isType = node.importKind === 'type' || node.exportKind === 'type' || hasOnlyTypes(node);
    found.push({ specifier: source.value, isType, start: node.start });
  });
  return found;
}

/** The path, from the root, that a relative import means. */
export function resolveImport(from: string, specifier: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** `a.b.c` for a chain of names, otherwise an empty text. */
export function dotted(node: SyntaxNode | undefined): string {
  if (!node) return '';
  if (node.type === 'Identifier') return node.name as string;
  if (node.type === 'ThisExpression') return 'this';
  if (node.type !== 'MemberExpression' || node.computed === true) return '';
  const left = dotted(node.object as SyntaxNode);
  return left === '' ? '' : `${left}.${dotted(node.property as SyntaxNode)}`;
}

function hasOnlyTypes(node: SyntaxNode): boolean {
  const specifiers = (node.specifiers as SyntaxNode[] | undefined) ?? [];
  return specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type');
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string';
}
