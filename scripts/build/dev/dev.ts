// `npm run dev`: the server behind a small proxy. A change in the browser packages is bundled again and pages reload;
// a change in the server restarts it, while the proxy holds requests, so that nobody sees an error page.

import { watch } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bundles.ts';
import { watchBundles } from './bundles.ts';
import { Backend } from './backend.ts';
import { keepEngine } from './engine.ts';
import { startProxy } from './proxy.ts';

/** Editors write a file in several steps; changes this close together are one. */
const SETTLE_MS = 40;

const port = Number(process.env.PORT ?? 4400);
const log = (line: string) => process.stderr.write(`[dev] ${line}\n`);

const [engine, bundles] = await Promise.all([keepEngine(log), watchBundles(log)]);
const backend = new Backend(port, process.argv.slice(2), engine?.socketPath, log);
const proxy = await startProxy(port, backend, bundles);
bundles.onBuilt(() => proxy.reloadPages());

watchFolders(['packages/backend/src', 'packages/backend/migrations', 'packages/protocol/src'], () => backend.restart());
watchFolders(['examples'], () => proxy.reloadPages());

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
backend.start();
log(`http://localhost:${port}/ follows your changes`);

async function stop(): Promise<void> {
  await Promise.all([backend.stop(), bundles.close(), proxy.close()]);
  await engine?.close();
  process.exit(0);
}

function watchFolders(folders: string[], changed: () => void): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of folders) {
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (file === null || /(\.test\.ts|~|\.sw[a-z])$/.test(file) || file.includes('node_modules')) return;
      clearTimeout(timer);
      timer = setTimeout(changed, SETTLE_MS);
    });
  }
}
