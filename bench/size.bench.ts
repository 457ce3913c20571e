import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildStub } from '../scripts/build/stub.ts';
import { absolute } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';

const packages = join(import.meta.dirname, '..', 'packages');
const sdk = join(packages, 'sdk/dist');
const agentConsole = join(packages, 'console/dist');

interface Manifest {
  files: Record<string, { file: string; bytes: number; gzip: number; brotli: number } | undefined>;
}

/** Goals in KB of gzip, from the table of figures. */
const goals = { stub: 0.5, 'harmony.js': 10, panel: 25 };
/**
 * The panel is all that the widget loads from the bubble to a request that was sent: the bubble, which also sends it, and the
 * panel with home and request. What follows a request, the waiting room and a conversation come once it was sent; what not
 * everybody needs (questions of the site, answers to a search, words for what the server refuses) comes to who does. All of
 * that stands beside it.
 */
const panelParts = ['widget', 'widget/panel'];
/** Loaded by browsers without `light-dark()` alone, before Chrome 123, Safari 18 and Firefox 128. */
const olderBrowsers = 'widget/fallback-sheet';
/** A catalogue, and what reads it: loaded with the panel where the page is not English, one of them. */
const catalogues = /^widget\/words-/;
const reader = 'widget/speak';

const benchmark: Benchmark = {
  about:
    'what a host page and an agent load, gzip; goals are absolute (Clarity 27 KB, PostHog 122 KB, Chatwoot 285 KB)',
  run: async () => {
    const manifestFile = join(sdk, 'manifest.json');
    if (!existsSync(manifestFile)) throw new Error('There are no bundles; `npm run build` makes them.');
    const { files } = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
    const widget = Object.entries(files).filter(([name]) => name === 'widget' || name.startsWith('widget/'));
    const sizes = new Map(widget.map(([name, file]) => [name, file?.gzip ?? Number.NaN]));
    const sum = (names: string[]): number => names.reduce((total, name) => total + (sizes.get(name) ?? Number.NaN), 0);
    const panel = withImports(panelParts, files);
    // A part that is new is counted here, so that none goes unmeasured.
    const later = [...sizes.keys()].filter(
      (name) => !panel.includes(name) && ![olderBrowsers, reader].includes(name) && !catalogues.test(name),
    );
    const largest = Math.max(...[...sizes].filter(([name]) => catalogues.test(name)).map(([, bytes]) => bytes));
    const { script } = await buildStub();
    const [tag, noticing] = [files.harmony?.gzip ?? Number.NaN, files.noticing?.gzip ?? Number.NaN];
    return [
      kilobytes('stub (inline, optional)', gzipSync(script, { level: 9 }).length, goals.stub),
      kilobytes('harmony.js', tag, goals['harmony.js']),
      kilobytes('noticing (all detectors, what offers and what sends)', noticing),
      kilobytes('harmony.js with noticing', tag + noticing, goals['harmony.js']),
      ...[...sizes].map(([name, bytes]) => kilobytes(name, bytes)),
      kilobytes('panel (bubble to request sent)', sum(panel), goals.panel),
      kilobytes('a language other than English', largest + (sizes.get(reader) ?? Number.NaN)),
      kilobytes('all other parts (conversation, article, calls …)', sum(later)),
      kilobytes('console (first screen)', consoleBytes()),
    ];
  },
};

export default benchmark;

/** The parts, and those that they import at once. */
function withImports(parts: string[], files: Manifest['files']): string[] {
  const all = [...parts];
  for (const part of all) {
    const code = readFileSync(join(sdk, files[part]!.file), 'utf8');
    const imported = [...code.matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g)].map(([, file]) => file);
    const names = Object.keys(files).filter((name) => imported.includes(files[name]!.file));
    all.push(...names.filter((name) => !all.includes(name)));
  }
  return all;
}

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
