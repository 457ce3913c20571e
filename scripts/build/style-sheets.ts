import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { transform } from 'esbuild';

const PREFIX = '\0style-sheet:';

/**
 * Plugin for Rollup and Vite that turns `import sheet from './x.css'` into the sheet's text as default export, to be
 * adopted with `unsafeCSS(sheet)` or `new CSSStyleSheet()`. The text is minified but not rewritten for old browsers:
 * `light-dark()` and `oklch()` stay as written, fallbacks are the sheet's own business. The module's id does not end
 * in `.css`, otherwise Vite would take the JavaScript for CSS.
 * @param readBy folders of all sources that will stand on the page: design tokens that none of them reads are left out.
 * Without it every token stays.
 */
export function styleSheets(readBy: string[] = []) {
  let names: Promise<Set<string>> | null = null;
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
      const sheet = await minifySheet(await readFile(file, 'utf8'));
      if (readBy.length === 0) return `export default ${JSON.stringify(sheet)};`;
      names ??= tokensReadIn(readBy);
      return `export default ${JSON.stringify(withoutUnread(sheet, await names))};`;
    },
  };
}

/** Minifies CSS without lowering anything. */
export async function minifySheet(css: string): Promise<string> {
  const { code } = await transform(css, { loader: 'css', minify: true, target: 'esnext', legalComments: 'none' });
  return code.trim();
}

/** Leaves out declarations of `--h-…` whose names are not read. Takes a minified sheet. */
export function withoutUnread(sheet: string, read: ReadonlySet<string>): string {
  return sheet.replaceAll(/(--h-[\w-]+):[^;}]*;?/g, (declaration, name: string) => (read.has(name) ? declaration : ''));
}

/** Names of the tokens that style sheets below the folders read, or scripts mention. */
async function tokensReadIn(folders: string[]): Promise<Set<string>> {
  const files = await Promise.all(
    folders.map(async (folder) => (await readdir(folder, { recursive: true })).map((file) => join(folder, file))),
  );
  const sources = files.flat().filter((file) => /\.(css|ts)$/.test(file));
  const texts = await Promise.all(sources.map((file) => readFile(file, 'utf8')));
  return new Set(texts.flatMap((text) => [...text.matchAll(/(?:var\(|['"`])(--h-[\w-]+)/g)].map(([, name]) => name!)));
}
