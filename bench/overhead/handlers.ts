import type { Case } from '../../test/zoo/case.ts';
import { launch } from '../../test/zoo/browsers.ts';
import { ours } from '../../test/zoo/ours.ts';
import { playwrightHand } from '../../test/zoo/playwright-hand.ts';
import { startZoo } from '../../test/zoo/server.ts';
import { percentile } from '../harness.ts';

/** Times every listener that is added after it, that is ours: the page of the benchmark has none of its own. */
const stopwatch = `{
  const times = (window.zooTimes = []);
  for (const target of [window, document]) {
    const add = target.addEventListener.bind(target);
    target.addEventListener = (type, fn, options) => {
      if (typeof fn !== 'function' || !/pointer|key|click|input|focus|scroll|wheel|selection|mutation/.test(type)) return add(type, fn, options);
      return add(type, (event) => { const at = performance.now(); try { return fn.call(target, event); } finally { times.push(performance.now() - at); } }, options);
    };
  }
}`;

const page = `<button id="b">Count</button><output id="o">0</output><textarea id="t"></textarea>${'<p>text</p>'.repeat(300)}`;
const busy: Case = {
  name: 'presses and keys on a page of some size',
  page,
  do: async (hand) => {
    await hand.click('#t');
    await hand.type('abcdefghij klmnopqrst '.repeat(4), 2);
    await hand.click('#b', { times: 40, gapMs: 60 });
  },
  fires: [],
  silent: [],
  source: 'definition: handlers',
};

export interface HandlerTimes {
  count: number;
  p95Ms: number;
  mostMs: number;
}

/** How long our handlers take, each call; the page is isolated, so that the browser's clock shows 5 µs. */
export const handlerTimes = async (dist: string, isQuick: boolean): Promise<HandlerTimes> => {
  const zoo = await startZoo({ cases: [busy], runner: ours, dist, bundles: new Map(), isIsolated: true });
  const browser = await launch('chromium');
  try {
    const times: number[] = [];
    for (let n = 0; n < (isQuick ? 1 : 5); n += 1) {
      const context = await browser.newContext();
      const tab = await context.newPage();
      await tab.addInitScript(stopwatch);
      await tab.goto(zoo.addressOf(0));
      const hand = playwrightHand(tab, zoo.addressOf(0));
      await hand.wait(2_500);
      await busy.do(hand);
      times.push(...(await tab.evaluate(() => (window as unknown as { zooTimes: number[] }).zooTimes)));
      await context.close();
    }
    if (times.length === 0) throw new Error('No handler of ours was called.');
    return { count: times.length, p95Ms: percentile(times, 0.95), mostMs: Math.max(...times) };
  } finally {
    await browser.close();
    await zoo.close();
  }
};
