import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { transform } from 'esbuild';

const PREFIX = '\0style-sheet:';

/**
 * Plugin for Rollup and Vite that turns `import sheet from './x.css'` into the sheet's text as default export, to be
 * adopted with `unsafeCSS(sheet)` or `new CSSStyleSheet()`. The text is minified but not rewritten for old browsers:
 * `light-dark()` and `oklch()` stay as written, fallbacks are the sheet's own business. The module's id does not end
 * in `.css`, otherwise Vite would take the JavaScript for CSS.
 */
export function styleSheets() {
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
      return `export default ${JSON.stringify(await minifySheet(await readFile(file, 'utf8')))};`;
    },
  };
}

/** Minifies CSS without lowering anything. */
export async function minifySheet(css: string): Promise<string> {
  const { code } = await transform(css, { loader: 'css', minify: true, target: 'esnext', legalComments: 'none' });
  return code.trim();
}
