import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

// What is used of esbuild. It belongs to the build's own package; this page is no part of what ships and needs no
// dependency of its own.
interface Loaders {
  onLoad: (
    on: { filter: RegExp },
    load: (file: { path: string }) => Promise<{ contents: string; loader: 'text' }>,
  ) => void;
}
interface Esbuild {
  build: (options: Record<string, unknown>) => Promise<{ outputFiles: { text: string }[] }>;
}
const buildPackage = new URL('../../../scripts/build/package.json', import.meta.url);
const esbuild = createRequire(buildPackage)('esbuild') as Esbuild;

/** A served page: where it is, and how to stop it. */
export interface Specimens {
  url: string;
  close: () => Promise<void>;
}

/** Builds the specimen page on demand and serves it on a free loopback port. */
export async function serveSpecimens(): Promise<Specimens> {
  const page = await readFile(new URL('index.html', import.meta.url));
  const script = await bundle();
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const found =
      path === '/'
        ? { type: 'text/html', body: page }
        : path === '/specimens.js'
          ? { type: 'text/javascript', body: script }
          : undefined;
    response.writeHead(found ? 200 : 404, { 'content-type': `${found?.type ?? 'text/plain'}; charset=utf-8` });
    response.end(found?.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}

async function bundle(): Promise<string> {
  const built = await esbuild.build({
    entryPoints: [fileURLToPath(new URL('specimens.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    plugins: [{ name: 'style-sheets', setup: readSheetsAsText }],
  });
  return built.outputFiles[0]?.text ?? '';
}

function readSheetsAsText(build: Loaders): void {
  build.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await readFile(path, 'utf8'), loader: 'text' }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serveSpecimens();
  console.log(`Specimens at ${url} (?theme=dark, ?locale=ar, ?brand=%23ffd400); Ctrl-C ends.`);
}
