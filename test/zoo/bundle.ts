import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

/** Fonts and pictures of third-party style sheets travel inside the sheet. */
const loader = {
  '.svg': 'dataurl',
  '.png': 'dataurl',
  '.gif': 'dataurl',
  '.woff': 'dataurl',
  '.woff2': 'dataurl',
  '.ttf': 'dataurl',
  '.eot': 'dataurl',
} as const;

/** Bundles each of `pages/` for a browser. @returns texts by file name, `react.js` and `quill.css` among them */
export const bundlePages = async (names?: readonly string[]): Promise<Map<string, string>> => {
  const folder = join(import.meta.dirname, 'pages');
  const all = globSync('*.js', { cwd: folder }).filter((file) => names?.includes(basename(file, '.js')) ?? true);
  const result = await build({
    entryPoints: all.map((file) => join(folder, file)),
    outdir: '/',
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    loader,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
  });
  return new Map(result.outputFiles.map(({ path, text }) => [basename(path), text]));
};
