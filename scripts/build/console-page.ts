import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, readFile, writeFile, mkdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { OutputChunk } from 'rollup';
import { root } from './bundles.ts';
import { minifySheet } from './style-sheets.ts';

/** Where the backend serves the console. Absolute, because pages such as `/console/join/TOKEN` lie deeper. */
const BASE = '/console/';

const pages = ['packages/console/index.html', 'packages/console/src/index.html'];

/** The page's source; throws when there is none. */
export function consolePage(): string {
  const page = pages.map((file) => join(root, file)).find((file) => existsSync(file));
  if (!page) throw new Error(`The console bundle cannot be built: ${pages[0]} does not exist.`);
  return page;
}

/**
 * Writes `index.html`: the script it names becomes the built entry, preceded by preloads of what the entry imports at
 * once; style sheets, icons and other files named by a relative `href` or `src` are copied under hashed names. What
 * lies in `packages/console/public/` is copied as it is.
 */
export async function writeConsolePage(folder: string, entry: OutputChunk): Promise<void> {
  const page = consolePage();
  let html = await readFile(page, 'utf8');
  const preloads = entry.imports.map((file) => `<link rel="modulepreload" href="${BASE}${file}">`).join('');
  const script = /<script\b[^>]*\bsrc="[^"]*main\.ts"[^>]*>\s*<\/script>/;
  if (!script.test(html)) throw new Error(`${page} has no <script type="module" src="…/main.ts">.`);
  html = html.replace(script, `${preloads}<script type="module" src="${BASE}${entry.fileName}"></script>`);

  const assets = [...html.matchAll(/\b(?:href|src)="(\.{0,2}\/?[^":#?]+\.(?:css|svg|png|ico|webmanifest|woff2))"/g)];
  for (const [attribute, reference] of assets) {
    if (reference === undefined || reference.startsWith('/')) continue;
    const file = await copyHashed(join(dirname(page), reference), folder);
    html = html.replace(attribute, attribute.replace(reference, `${BASE}${file}`));
  }
  const publicFolder = join(root, 'packages/console/public');
  if (existsSync(publicFolder)) await cp(publicFolder, folder, { recursive: true });
  await writeFile(join(folder, 'index.html'), html);
}

async function copyHashed(file: string, folder: string): Promise<string> {
  const content =
    extname(file) === '.css' ? Buffer.from(await minifySheet(await readFile(file, 'utf8'))) : await readFile(file);
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 8);
  const name = `assets/${basename(file, extname(file))}-${hash}${extname(file)}`;
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, name), content);
  return name;
}
