import MagicString from 'magic-string';
import type { Plugin } from 'rollup';

interface Node {
  type: string;
  [key: string]: unknown;
}

/**
 * Rollup plugin that collapses white space in Lit's `html`, `svg` and `css` templates. A run of white space becomes
 * one blank, so that inline layout stays as it was; text inside `<pre>` and `<textarea>` is left alone. In `css`,
 * comments go too.
 */
export function collapseTemplates(): Plugin {
  return {
    name: 'harmony:collapse-templates',
    transform(code, id) {
      if (!/\.[cm]?[jt]s$/.test(id) || !/\b(html|svg|css)`/.test(code)) return null;
      const text = new MagicString(code);
      visit(this.parse(code) as unknown as Node, (node) => {
        if (node.type !== 'TaggedTemplateExpression') return;
        const tag = node.tag as Node;
        if (tag.type !== 'Identifier' || !['html', 'svg', 'css'].includes(tag.name as string)) return;
        const collapse = tag.name === 'css' ? collapseCss : collapseHtml;
        for (const part of (node.quasi as { quasis: (Node & { start: number; end: number })[] }).quasis) {
          const raw = code.slice(part.start, part.end);
          const shorter = collapse(raw);
          if (shorter !== raw) text.overwrite(part.start, part.end, shorter);
        }
      });
      return text.hasChanged() ? { code: text.toString(), map: text.generateMap({ hires: true }) } : null;
    },
  };
}

/** Collapses runs of white space in one stretch of markup. */
export function collapseHtml(markup: string): string {
  if (/<(pre|textarea)\b/i.test(markup)) return markup;
  return markup.replaceAll(/\s+/g, ' ');
}

/** Collapses runs of white space and drops comments in one stretch of CSS. */
export function collapseCss(css: string): string {
  return css.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/\s+/g, ' ');
}

function visit(node: Node, each: (node: Node) => void): void {
  each(node);
  for (const value of Object.values(node)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (isNode(item)) visit(item, each);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
