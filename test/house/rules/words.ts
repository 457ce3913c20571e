import { literalResults, templatePieces } from '../markup.ts';
import { parse, visit } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule, Violation } from '../tree.ts';

const ruled = /^packages\/(ui|widget|console)\/src\/.*\.ts$/;
/** Attributes that people read or hear. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-placeholder',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
  'label',
]);
/** Options of template functions (`button({ label: … })`) that people read or hear. */
const spokenOptions = new Set(['label', 'title', 'placeholder', 'hint', 'body', 'alt', 'heading']);

/** What people read can be translated. */
export const words: Rule = {
  name: 'Words that people see or hear are inside msg()',
  why: 'a literal in a template can never be translated, and nobody finds out until somebody reads it in the wrong language.',
  mend: "write ${msg('Send')}; with values in it, ${msg(str`Asking ${name}`)}. Reasons travel as codes and are worded on screen.",

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      if (!ruled.test(path) || isTest(path)) return [];
      return [...inTemplates(path, text), ...inOptions(path, text)];
    });
  },

  broken: {
    tree: {
      'packages/widget/src/panel.ts': [
        "import { html } from 'lit';",
        'export const one = html`<h2>Your request</h2>`;',
        'export const two = html`<button aria-label="Close" class="wide one">${msg("Close")}</button>`;',
        'export const three = html`<p>${isOpen ? "Open" : msg("Shut")}</p>`;',
        'export const four = html`<input placeholder=${"Type here"} />`;',
        'export const five = button({ label: "Send it", kind: "primary" });',
        'export const sample = html`<input placeholder="https://app.example.com" />`;',
        'export const good = html`<p class="meta">${msg("Fine")} · 3 × <!-- a remark --></p>`;',
        '',
      ].join('\n'),
    },
    at: [2, 3, 4, 5, 6].map((line) => `packages/widget/src/panel.ts:${line}`),
  },
};

function inTemplates(path: string, text: string): Violation[] {
  return templatePieces(text).flatMap((piece) => {
    if (piece.kind === 'attribute' && !spoken.has(piece.name)) return [];
    if (piece.element === 'style') return [];
    const literals = [piece.literal, ...piece.expressions.flatMap(literalResults)].filter(
      (literal) => isWord(literal) && !(piece.name === 'placeholder' && isSample(literal)),
    );
    const where = piece.kind === 'text' ? 'text' : `${piece.name} of <${piece.element}>`;
    return literals.map((literal) => ({
      path,
      line: lineOf(text, piece.start),
      what: `${where} says "${short(literal)}"`,
    }));
  });
}

function inOptions(path: string, text: string): Violation[] {
  const found: Violation[] = [];
  visit(parse(text), (node, parent) => {
    const key = node.key as SyntaxNode | undefined;
    if (node.type !== 'Property' || parent?.type !== 'ObjectExpression' || key?.type !== 'Identifier') return;
    if (!spokenOptions.has(key.name as string)) return;
    for (const literal of literalResults(node.value as SyntaxNode).filter(isWord)) {
      if (key.name === 'placeholder' && isSample(literal)) continue;
      found.push({ path, line: lineOf(text, node.start), what: `option ${String(key.name)} says "${short(literal)}"` });
    }
  });
  return found;
}

/** Two letters beside each other, in any script, after entities such as `&nbsp;` are gone. */
function isWord(literal: string): boolean {
  return /\p{L}{2}/u.test(literal.replaceAll(/&\w+;/g, ''));
}

/** What is typed there looks like this in every language: an address, a language tag. */
function isSample(literal: string): boolean {
  return /^(https?:\/\/\S+|[a-z]{2,3}(-[A-Z]{2})?)$/.test(literal.trim());
}

function short(literal: string): string {
  const line = literal.replaceAll(/\s+/g, ' ').trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
