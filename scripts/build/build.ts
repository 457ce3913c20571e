// Builds script tag, widget, npm module and console for production, prints their sizes.
// Called by the launcher (`npm run build`), which skips it while sources are unchanged.

import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rollup } from 'rollup';
import type { OutputChunk, RollupOutput } from 'rollup';
import {
  consoleBundle,
  consoleDist,
  moduleBundle,
  noticingBundle,
  scriptTagBundle,
  sdkDist,
  sdkVersion,
  widgetBundle,
  workerBundle,
} from './bundles.ts';
import type { Bundle } from './bundles.ts';
import { consolePage, writeConsolePage } from './console-page.ts';
import { compress, sizeTable } from './files.ts';
import type { BuiltFile } from './files.ts';
import { listFiles, publish } from './releases.ts';

const production = { isProduction: true };

consolePage(); // Says at once that something is missing, before half a minute of work.
const staging = await mkdtemp(join(tmpdir(), 'harmony-build-'));
try {
  const sdkFiles = await buildSdk(join(staging, 'sdk'));
  const consoleFiles = await buildConsole(join(staging, 'console'));
  const sized = [...sdkFiles, ...consoleFiles].filter(({ file }) => /\.(js|css|html)$/.test(file));
  process.stdout.write(`${sizeTable(sized)}\n`);
} finally {
  await rm(staging, { recursive: true, force: true });
}

/** Builds what host pages load. The widget comes first: the script tag must know its name. */
async function buildSdk(folder: string): Promise<BuiltFile[]> {
  const widget = await write(widgetBundle(folder, production));
  const entry = entryOf(widget);
  const noticing = entryOf(await write(noticingBundle(folder, production)));
  await writeFile(join(folder, 'widget.js'), `export * from './${entry.fileName}';\n`);
  await writeFile(join(folder, 'noticing.js'), `export * from './${noticing.fileName}';\n`);
  const parts = { widgetEntry: entry.fileName, noticingEntry: noticing.fileName };
  await write(scriptTagBundle(folder, parts, production));
  await write(moduleBundle(folder, production));

  const version = sdkVersion();
  await copyFile(join(folder, 'harmony.js'), join(folder, `harmony@${version}.js`));
  const files = await compressAll(folder);
  await writeManifest(folder, version, widget, noticing.fileName, files);
  await publish(folder, sdkDist, idOf(files));
  return files;
}

async function buildConsole(folder: string): Promise<BuiltFile[]> {
  const output = await write(consoleBundle(folder, production));
  await write(workerBundle(folder, production));
  await writeConsolePage(folder, entryOf(output));
  const files = await compressAll(folder);
  await publish(folder, consoleDist, idOf(files));
  return files;
}

async function write(bundle: Bundle): Promise<RollupOutput> {
  const built = await rollup(bundle.input);
  try {
    return complete(await built.write(bundle.output));
  } finally {
    await built.close();
  }
}

/** Everything that a file imports is a file of the build: a browser has no other modules. */
function complete(output: RollupOutput): RollupOutput {
  const own = new Set(output.output.map(({ fileName }) => fileName));
  for (const file of output.output) {
    if (file.type !== 'chunk') continue;
    const missing = [...file.imports, ...file.dynamicImports].filter((name) => !own.has(name));
    if (missing.length > 0) throw new Error(`${file.fileName} imports ${missing.join(', ')}, which no browser has.`);
  }
  return output;
}

function entryOf(output: RollupOutput): OutputChunk {
  const entry = output.output.find((file) => file.type === 'chunk' && file.isEntry);
  if (entry?.type !== 'chunk') throw new Error('The build has no entry chunk.');
  return entry;
}

async function compressAll(folder: string): Promise<BuiltFile[]> {
  const files = (await listFiles(folder)).filter((file) => !file.endsWith('.map'));
  return Promise.all(files.map((file) => compress(folder, file)));
}

/** `manifest.json`: logical name → file, integrity and sizes, for the backend (cache headers, the printed snippet). */
async function writeManifest(
  folder: string,
  version: string,
  widget: RollupOutput,
  noticing: string,
  files: BuiltFile[],
): Promise<void> {
  const byFile = new Map(files.map((file) => [file.file, file]));
  const chunks = widget.output.filter((file) => file.type === 'chunk');
  const names = new Map(chunks.map((chunk) => [chunk.isEntry ? 'widget' : `widget/${chunk.name}`, chunk.fileName]));
  names.set('noticing', noticing);
  names.set('harmony', 'harmony.js').set('harmony@version', `harmony@${version}.js`).set('module', 'index.js');
  const listed = Object.fromEntries([...names].map(([name, file]) => [name, byFile.get(file)]));
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify({ version, files: listed }, null, 2)}\n`);
}

function idOf(files: BuiltFile[]): string {
  const all = files.map(({ file, integrity }) => `${file} ${integrity}`).join('\n');
  return createHash('sha256').update(all).digest('hex').slice(0, 16);
}
