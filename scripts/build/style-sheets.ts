import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { transform } from 'esbuild';
import { firstTokens, readTokens, withTokens, type ReadTokens, type TokenShare } from './tokens.ts';

const PREFIX = '\0style-sheet:';

/**
 * Plugin for Rollup and Vite that turns `import sheet from './x.css'` into the sheet's text as default export, to be
 * adopted with `unsafeCSS(sheet)` or `new CSSStyleSheet()`. The text is minified but not rewritten for old browsers:
 * `light-dark()` and `oklch()` stay as written, fallbacks are the sheet's own business. The module's id does not end
 * in `.css`, otherwise Vite would take the JavaScript for CSS.
 * @param share which design tokens travel with which sheet; without it every token stays where it is
 */
export function styleSheets(share?: TokenShare) {
  let names: Promise<ReadTokens> | null = null;
  const read = async (file: string): Promise<string> => minifySheet(await readFile(file, 'utf8'));
  return {
    name: 'harmony:style-sheets',
    enforce: 'pre' as const,

    resolveId(source: string, importer: string | undefined) {
      if (!source.endsWith('.css') || !source.startsWith('.') || importer === undefined) return null;
      return `${PREFIX}${resolve(dirname(importer), source)}.js`;
    },

    async load(this: { addWatchFile?: (file: string) => void }, id: string) {
      if (!id.startsWith(PREFIX)) return null;
      const file = id.slice(PREFIX.length, -'.js'.length);
      this.addWatchFile?.(file);
      const sheet = await read(file);
      if (share === undefined) return asModule(sheet);
      names ??= readTokens(share);
      if (file === share.tokens) return asModule(firstTokens(sheet, await names));
      return asModule(withTokens(sheet, await read(share.tokens), await names));
    },
  };
}

const asModule = (sheet: string): string => `export default ${JSON.stringify(sheet)};`;

/** Minifies CSS without lowering anything. */
export async function minifySheet(css: string): Promise<string> {
  const { code } = await transform(css, { loader: 'css', minify: true, target: 'esnext', legalComments: 'none' });
  return code.trim();
}
