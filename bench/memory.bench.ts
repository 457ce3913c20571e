import { join } from 'node:path';
import type { CDPSession } from '@playwright/test';
import type { Case } from '../test/zoo/case.ts';
import { launch } from '../test/zoo/browsers.ts';
import { playwrightHand } from '../test/zoo/playwright-hand.ts';
import { startZoo, type Runner } from '../test/zoo/server.ts';
import { absolute, type Benchmark } from './harness.ts';

const dist = join(import.meta.dirname, '../packages/sdk/dist');
/** The first minutes fill what is bounded: the last steps, the last signals. */
const fullAfter = 10;
const bare: Runner = { name: 'nothing', tags: () => '' };
/** The tag alone: the zoo's own keeps what it hears. */
const ours: Runner = {
  name: 'HARMONY.Live',
  tags: ({ backend }) =>
    `<script async crossorigin="anonymous" src="${backend}/harmony.js" data-site="pk_zoo"></script>`,
};

/** A page with a list that goes on changing, requests, routes, a form and errors: something of each, again and again. */
const page = `<button id="add">Add</button> <button id="dead">Share</button> <button id="save">Save</button>
<input id="name" aria-label="Name"><ul id="list"></ul>
<script>
  let count = 0;
  const list = document.getElementById('list');
  document.getElementById('add').onclick = () => {
    for (let n = 0; n < 20; n += 1) { const row = document.createElement('li'); row.textContent = 'Row ' + (count += 1); list.append(row); }
    while (list.children.length > 40) list.firstChild.remove();
    history.pushState({}, '', location.pathname + '?row=' + count);
  };
  document.getElementById('save').onclick = () => {
    fetch('/status/' + (count % 3 === 0 ? 500 : 200)).catch(() => {});
    if (count % 2 === 0) throw new Error('Row ' + count + ' is not there');
  };
</script>`;

const busy: Case = {
  name: 'an hour of work',
  page,
  do: async () => {},
  fires: [],
  silent: [],
  source: 'definition: an hour of work',
};

interface Held {
  bytes: number;
  listeners: number;
  nodes: number;
}

/**
 * What scripts hold, after collection: objects, strings, functions. Not what the engine compiles of them while they grow warm,
 * which is most of what any page's heap gains in its first hour, and not the browser's own parts.
 */
const heldBytes = async (cdp: CDPSession): Promise<number> => {
  const parts: string[] = [];
  const collect = ({ chunk }: { chunk: string }): void => void parts.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', collect);
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', collect);
  const { snapshot, nodes } = JSON.parse(parts.join('')) as {
    snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
    nodes: number[];
  };
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    const type = types[0][nodes[at + typeAt]!];
    if (type !== 'code' && type !== 'native') bytes += nodes[at + sizeAt]!;
  }
  return bytes;
};

/**
 * Works for `minutes` of the page's own time, which a clock of the test moves, and looks at what is held after each ten.
 * Presses and keys are the browser's own events; between them the page's timers run as they would.
 */
const hold = async (runner: Runner, minutes: number, log: (line: string) => void): Promise<Held[]> => {
  const zoo = await startZoo({ cases: [busy], runner, dist, bundles: new Map() });
  const browser = await launch('chromium');
  try {
    const tab = await (await browser.newContext()).newPage();
    await tab.clock.install();
    await tab.goto(zoo.addressOf(0));
    const hand = playwrightHand(tab, zoo.addressOf(0));
    const cdp = await tab.context().newCDPSession(tab);
    await hand.wait(1_500);
    const held: Held[] = [];
    for (let minute = 1; minute <= minutes; minute += 1) {
      await hand.click('#add', { times: 4, gapMs: 30 });
      await hand.click('#name');
      await hand.type(`row ${minute} of many `, 0);
      await hand.click('#save', { times: 2, gapMs: 30 });
      await tab.clock.runFor(8_000);
      await hand.click('#dead', { times: 3, gapMs: 30 });
      await tab.clock.runFor(52_000);
      if (minute % fullAfter !== 0 && minute !== minutes) continue;
      const bytes = await heldBytes(cdp);
      const { jsEventListeners: listeners, nodes } = await cdp.send('Memory.getDOMCounters');
      held.push({ bytes, listeners, nodes });
      log(`${runner.name}, minute ${minute}: ${(bytes / 1024).toFixed(0)} KB, ${listeners} listeners, ${nodes} nodes`);
    }
    return held;
  } finally {
    await browser.close();
    await zoo.close();
  }
};

const benchmark: Benchmark = {
  about:
    'what scripts hold after an hour of work beyond what they held after its first ten minutes, against the same page without us',
  run: async ({ isQuick, log }) => {
    const minutes = isQuick ? 2 : 60;
    const without = await hold(bare, minutes, log);
    const withUs = await hold(ours, minutes, log);
    const growth = (held: Held[], of: keyof Held): number => held.at(-1)![of] - held[0]![of];
    const added = (of: keyof Held): number => growth(withUs, of) - growth(without, of);
    return [
      absolute('heap held by us after the first ten minutes', (withUs[0]!.bytes - without[0]!.bytes) / 1024, 'KB'),
      // The same page twice differs by some ten kilobytes.
      absolute('growth from there to the end', added('bytes') / 1024, 'KB', { atMost: 64 }),
      absolute('listeners more', added('listeners'), '', { atMost: 0 }),
      absolute('nodes more', added('nodes'), '', { atMost: 0 }),
    ];
  },
};

export default benchmark;
