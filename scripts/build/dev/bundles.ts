import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { watch } from 'rollup';
import type { OutputChunk, RollupWatcherEvent } from 'rollup';
import { consoleBundle, noticingBundle, root, scriptTagBundle, stableParts, widgetBundle } from '../bundles.ts';
import { writeConsolePage } from '../console-page.ts';

/** The bundles of the working tree, rebuilt when a source changes. */
export interface WatchedBundles {
  /** Folder with `harmony.js` and the widget. */
  sdkFolder: string;
  /** Folder with the console's page and assets. */
  consoleFolder: string;
  onBuilt(listener: () => void): void;
  close(): Promise<void>;
}

const development = { isProduction: false };

/**
 * Builds script tag, widget and console into a folder that no release is made from and watches their sources; resolves
 * after the first build. Errors are printed, and the next change tries again.
 */
export async function watchBundles(log: (line: string) => void): Promise<WatchedBundles> {
  const folder = join(root, 'scripts/.state/dev');
  await rm(folder, { recursive: true, force: true });
  const sdkFolder = join(folder, 'sdk');
  const consoleFolder = join(folder, 'console');
  await mkdir(consoleFolder, { recursive: true });

  const widget = widgetBundle(sdkFolder, development);
  const noticing = noticingBundle(sdkFolder, development);
  const script = scriptTagBundle(sdkFolder, stableParts, development);
  const agentConsole = consoleBundle(consoleFolder, development);
  const unhashed = { entryFileNames: 'widget.js', chunkFileNames: 'widget-[name].js' };
  const page = {
    name: 'harmony:console-page',
    async writeBundle(_options: unknown, files: Record<string, unknown>) {
      const entry = (Object.values(files) as OutputChunk[]).find((file) => file.isEntry);
      if (entry) await writeConsolePage(consoleFolder, entry);
    },
  };
  const watcher = watch([
    { ...widget.input, output: { ...widget.output, ...unhashed }, watch: { buildDelay: 50 } },
    {
      ...noticing.input,
      output: { ...noticing.output, entryFileNames: 'noticing.js' },
      watch: { buildDelay: 50 },
    },
    { ...script.input, output: script.output, watch: { buildDelay: 50 } },
    {
      ...agentConsole.input,
      plugins: [agentConsole.input.plugins, page],
      output: { ...agentConsole.output, entryFileNames: 'assets/console.js', chunkFileNames: 'assets/[name].js' },
      watch: { buildDelay: 50 },
    },
  ]);

  const listeners: (() => void)[] = [];
  await new Promise<void>((resolve) => {
    watcher.on('event', (event: RollupWatcherEvent) => {
      if (event.code === 'BUNDLE_END') {
        log(`${String(event.output[0]).slice(folder.length + 1)} built (${event.duration} ms)`);
        void event.result.close();
      }
      if (event.code === 'ERROR') log(`${event.error.message}${event.error.frame ? `\n${event.error.frame}` : ''}`);
      if (event.code !== 'END') return;
      resolve();
      for (const listener of listeners) listener();
    });
  });
  return {
    sdkFolder,
    consoleFolder,
    onBuilt: (listener) => listeners.push(listener),
    close: async () => watcher.close(),
  };
}
