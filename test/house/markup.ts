import { parse, visit } from './syntax.ts';
import type { SyntaxNode } from './syntax.ts';

/** A text or an attribute of an `html` template, with the expressions in it. */
export interface Piece {
  kind: 'text' | 'attribute';
  /** The element that the attribute or text belongs to, in lower case. */
  element: string;
  /** Name of the attribute, without Lit's prefix; empty for a text. */
  name: string;
  /** What stands there literally; an expression is one blank. */
  literal: string;
  expressions: SyntaxNode[];
  /** Position in the file. */
  start: number;
}

/** Every text and attribute in the `html` and `svg` templates of a TypeScript file. */
export function templatePieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  visit(parse(text), (node) => {
    const tag = node.tag as SyntaxNode | undefined;
    if (node.type !== 'TaggedTemplateExpression' || tag?.type !== 'Identifier') return;
    if (tag.name === 'html' || tag.name === 'svg') pieces.push(...scan(text, node.quasi as SyntaxNode));
  });
  return pieces;
}

/** Stands for an expression while its template is scanned; no source has this character. */
const HOLE = '\uE000';

/** A small scanner of markup: enough for templates, whose tags are well formed or Lit would fail. */
function scan(text: string, template: SyntaxNode): Piece[] {
  const expressions = template.expressions as SyntaxNode[];
  const quasis = template.quasis as SyntaxNode[];
  let markup = '';
  const positions: number[] = [];
  for (const [index, quasi] of quasis.entries()) {
    const raw = (quasi.value as { raw: string }).raw;
    const start = text.indexOf(raw, quasi.start);
    for (let at = 0; at < raw.length; at += 1) positions.push(start + at);
    markup += raw;
    if (index < expressions.length) {
      positions.push(expressions[index]?.start ?? start);
      markup += HOLE;
    }
  }

  let used = 0;
  const pieces: Piece[] = [];
  const add = (kind: Piece['kind'], element: string, name: string, value: string, at: number): void => {
    const holes = value.split(HOLE).length - 1;
    const literal = value.replaceAll(HOLE, ' ');
    const lead = literal.length - literal.trimStart().length;
    const start = positions[Math.min(at + (holes > 0 ? 0 : lead), positions.length - 1)] ?? template.start;
    pieces.push({ kind, element, name, literal, expressions: expressions.slice(used, used + holes), start });
    used += holes;
  };

  const token = /<!--[\s\S]*?-->|<\/?([a-zA-Z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+|</g;
  let element = '';
  for (const match of markup.matchAll(token)) {
    const [whole, tag, attributes] = match;
    if (whole.startsWith('<!--')) {
      used += whole.split(HOLE).length - 1;
    } else if (tag !== undefined) {
      element = whole.startsWith('</') ? '' : tag.toLowerCase();
      const offset = match.index + whole.indexOf(tag) + tag.length;
      for (const attribute of (attributes ?? '').matchAll(/([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g)) {
        const [, name = '', quoted = ''] = attribute;
        if (name === HOLE) used += 1;
        else
          add(
            'attribute',
            element,
            name.replace(/^[.?@]/, '').toLowerCase(),
            quoted.replace(/^["']|["']$/g, ''),
            offset + attribute.index,
          );
      }
    } else {
      add('text', element, '', whole, match.index);
    }
  }
  return pieces;
}

/** Literal strings that an expression may come out as: itself, or the branches of `?:`, `&&`, `||`, `??`. */
export function literalResults(node: SyntaxNode): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type === 'TemplateLiteral')
    return (node.quasis as SyntaxNode[]).map((quasi) => (quasi.value as { raw: string }).raw);
  if (node.type === 'ConditionalExpression')
    return [node.consequent, node.alternate].flatMap((one) => literalResults(one as SyntaxNode));
  if (node.type === 'LogicalExpression')
    return [node.left, node.right].flatMap((one) => literalResults(one as SyntaxNode));
  if (node.type === 'ParenthesizedExpression') return literalResults(node.expression as SyntaxNode);
  return [];
}
