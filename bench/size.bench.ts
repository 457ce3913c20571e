import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { absolute } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';

const packages = join(import.meta.dirname, '..', 'packages');
const sdk = join(packages, 'sdk/dist');
const agentConsole = join(packages, 'console/dist');

interface Manifest {
  files: Record<string, { file: string; bytes: number; gzip: number; brotli: number } | undefined>;
}

/** Goals in KB of gzip, from the table of figures; the panel is all that the widget loads until a conversation is open. */
const goals = { 'harmony.js': 10, panel: 25 };

const benchmark: Benchmark = {
  about:
    'what a host page and an agent load, gzip; goals are absolute (Clarity 27 KB, PostHog 122 KB, Chatwoot 285 KB)',
  run: async () => {
    const manifestFile = join(sdk, 'manifest.json');
    if (!existsSync(manifestFile)) throw new Error('There are no bundles; `npm run build` makes them.');
    const { files } = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
    const widget = Object.entries(files).filter(([name]) => name === 'widget' || name.startsWith('widget/'));
    const panel = widget.reduce((sum, [, file]) => sum + (file?.gzip ?? 0), 0);
    return [
      kilobytes('harmony.js', files.harmony?.gzip ?? Number.NaN, goals['harmony.js']),
      ...widget.map(([name, file]) => kilobytes(name, file?.gzip ?? Number.NaN)),
      kilobytes('panel (the widget and its chunks)', panel, goals.panel),
      kilobytes('console (first screen)', consoleBytes()),
    ];
  },
};

export default benchmark;

function kilobytes(metric: string, bytes: number, atMost?: number): Row {
  return absolute(metric, bytes / 1024, 'KB', atMost === undefined ? undefined : { atMost });
}

/** The page and the scripts that it loads at once. */
function consoleBytes(): number {
  const page = readFileSync(join(agentConsole, 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\/console\/(assets\/[^"]+\.js)"/g)].map(([, file]) => file ?? '');
  const bytes = scripts.map((file) => gzipSync(readFileSync(join(agentConsole, file)), { level: 9 }).length);
  return gzipSync(page).length + bytes.reduce((sum, one) => sum + one, 0);
}
