import type { Page } from '@playwright/test';
import { serveSpecimens } from '../packages/ui/specimens/build.ts';
import type { LogMessage } from '../packages/ui/src/log/types.ts';
import { launch } from '../test/zoo/browsers.ts';
import { absolute, median, percentile, relative, type Benchmark } from './harness.ts';

type LogElement = HTMLElement & { messages: readonly LogMessage[]; updateComplete: Promise<boolean> };

const many = 1_000;
const words = 'saving fails on the second page whenever a tax rate was changed before the invoice had been sent'.split(
  ' ',
);

/** A long conversation as conversations are: two people in turns, one line mostly, a paragraph now and then. */
const messages: LogMessage[] = Array.from({ length: many }, (_, n) => ({
  id: `m${n}`,
  kind: 'text',
  from: { id: n % 5 < 3 ? 'a' : 'b', name: n % 5 < 3 ? 'Ada Moreau' : 'Robin' },
  isMine: n % 5 < 3,
  body: Array.from({ length: n % 9 === 0 ? 60 : 4 + (n % 11) }, (_, word) => words[(n + word) % words.length]).join(
    ' ',
  ),
  at: new Date(Date.UTC(2026, 0, 5, 8) + n * 45_000).toISOString(),
  state: 'sent',
}));

/** A page with the log alone, or with the same words in a bare list of the same size. */
const open = async (page: Page, url: string, isOurs: boolean): Promise<void> => {
  await page.goto(url);
  await page.evaluate(
    async ({ messages, isOurs }) => {
      await customElements.whenDefined('h-log');
      const log = document.createElement(isOurs ? 'h-log' : 'div') as LogElement;
      log.id = 'long';
      log.style.cssText = 'display:flex;inline-size:760px;block-size:640px;overflow:auto';
      if (isOurs) {
        log.setAttribute('density', 'console');
        document.body.replaceChildren(log);
      } else {
        const list = document.createElement('div');
        for (const { body } of messages) list.append(Object.assign(document.createElement('p'), { textContent: body }));
        log.append(list);
        document.body.replaceChildren(log);
        return;
      }
      const startedAt = performance.now();
      log.messages = messages;
      await log.updateComplete;
      void log.offsetHeight;
      Object.assign(window, { renderedMs: performance.now() - startedAt });
    },
    { messages, isOurs },
  );
  await page.waitForTimeout(1_000);
};

/** Turns the wheel for so long, up and down again. @returns the times between the frames that were drawn meanwhile */
const scroll = async (page: Page, forMs: number): Promise<number[]> => {
  await page.mouse.move(300, 300);
  const frames = page.evaluate(
    (forMs) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        const startedAt = performance.now();
        let lastAt = startedAt;
        const next = (at: number): void => {
          gaps.push(at - lastAt);
          lastAt = at;
          if (at - startedAt < forMs) requestAnimationFrame(next);
          else resolve(gaps.slice(1));
        };
        requestAnimationFrame(next);
      }),
    forMs,
  );
  const startedAt = performance.now();
  for (let n = 0; performance.now() - startedAt < forMs - 100; n += 1) {
    await page.mouse.wheel(0, Math.floor(n / 40) % 2 === 0 ? -400 : 400);
    await page.waitForTimeout(20);
  }
  return frames;
};

/** One more message at the end of a thousand: until it is laid out. */
const add = (page: Page, times: number): Promise<number[]> =>
  page.evaluate(async (times) => {
    const log = document.querySelector<LogElement>('#long')!;
    const took: number[] = [];
    for (let n = 0; n < times; n += 1) {
      const more = { ...log.messages[0]!, id: `more${n}`, isMine: false };
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const startedAt = performance.now();
      log.messages = [...log.messages, more];
      await log.updateComplete;
      void log.offsetHeight;
      took.push(performance.now() - startedAt);
    }
    return took;
  }, times);

const fps = (gaps: number[]): number => (gaps.length / gaps.reduce((sum, gap) => sum + gap, 0)) * 1_000;

const benchmark: Benchmark = {
  about:
    'a log of 1,000 messages: frames a second under the wheel against the same words in a bare list, and what one more costs',
  run: async ({ isQuick, log }) => {
    const specimens = await serveSpecimens();
    const browser = await launch('chromium');
    try {
      const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
      const page = await context.newPage();
      const rounds = isQuick ? 1 : 5;
      const seen = { ours: [] as number[], bare: [] as number[], rendered: [] as number[], added: [] as number[] };
      const slow: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await open(page, specimens.url, false);
        seen.bare.push(fps(await scroll(page, isQuick ? 1_000 : 4_000)));
        await open(page, specimens.url, true);
        seen.rendered.push(await page.evaluate(() => (window as unknown as { renderedMs: number }).renderedMs));
        const gaps = await scroll(page, isQuick ? 1_000 : 4_000);
        seen.ours.push(fps(gaps));
        slow.push(percentile(gaps, 0.95));
        seen.added.push(...(await add(page, isQuick ? 3 : 10)));
        log(
          `round ${round + 1}: ${seen.ours.at(-1)!.toFixed(0)} frames a second, bare ${seen.bare.at(-1)!.toFixed(0)}`,
        );
      }
      return [
        relative('frames a second', median(seen.ours), '/s', median(seen.bare), { atLeast: 0.9 }),
        absolute('between two frames, p95', median(slow), 'ms'),
        absolute('one more message, until laid out', median(seen.added), 'ms', { atMost: 16.7 }),
        absolute('all of them, until laid out', median(seen.rendered), 'ms'),
      ];
    } finally {
      await browser.close();
      await specimens.close();
    }
  },
};

export default benchmark;
