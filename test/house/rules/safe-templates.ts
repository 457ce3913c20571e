import { templatePieces } from '../markup.ts';
import { dotted, importsOf, parse, visit } from '../syntax.ts';
import type { SyntaxNode } from '../syntax.ts';
import { isTest, lineOf } from '../tree.ts';
import type { Rule, Violation } from '../tree.ts';

const ruled = /^packages\/(ui|widget|console|sdk)\/src\/.*\.ts$/;
const sinks = /\.(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|write|writeln)$/;
const directives = /^lit\/directives\/(style-map|unsafe-html|unsafe-svg|unsafe-mathml)\.js$/;

/** Works under the strictest Content-Security-Policy. */
export const safeTemplates: Rule = {
  name: 'No style attributes, no styleMap, no markup from strings',
  why: "host pages forbid inline styles and demand Trusted Types: these are blocked on first render (lit#4719), and a string that becomes markup is how another person's words become code.",
  mend: 'classes, or `element.style.setProperty` (css-vars.ts) for values; templates and text nodes for markup.',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      if (!ruled.test(path) || isTest(path)) return [];
      const at = (start: number, what: string): Violation => ({ path, line: lineOf(text, start), what });
      const imports = importsOf(text).filter(({ specifier }) => directives.test(specifier));
      const styled = templatePieces(text).filter(
        ({ kind, name }) => kind === 'attribute' && (name === 'style' || name === 'innerhtml'),
      );
      return [
        ...imports.map(({ specifier, start }) => at(start, `imports ${specifier}`)),
        ...styled.map(({ name, element, start }) => at(start, `${name} on <${element}>`)),
        ...sinksIn(text).map(({ name, start }) => at(start, name)),
      ];
    });
  },

  broken: {
    tree: {
      'packages/ui/src/bar.ts': [
        "import { styleMap } from 'lit/directives/style-map.js';",
        'export const bar = html`<i style="inline-size: 3px"></i>`;',
        'export const fill = (box, text) => (box.innerHTML = text);',
        'export const add = (box, text) => box.insertAdjacentHTML("beforeend", text);',
        'export const raw = html`<i .innerHTML=${text}></i>`;',
        'export const good = (box) => box.style.setProperty("--w", "3px");',
        '',
      ].join('\n'),
    },
    at: [1, 2, 3, 4, 5].map((line) => `packages/ui/src/bar.ts:${line}`),
  },
};

function sinksIn(text: string): { name: string; start: number }[] {
  const found: { name: string; start: number }[] = [];
  visit(parse(text), (node) => {
    const target =
      node.type === 'AssignmentExpression' ? node.left : node.type === 'CallExpression' ? node.callee : undefined;
    const name = dotted(target as SyntaxNode | undefined);
    const isDocument = !/\.write(ln)?$/.test(name) || /(^|\.)document\.write/.test(name);
    if (sinks.test(name) && isDocument) found.push({ name, start: node.start });
  });
  return found;
}
