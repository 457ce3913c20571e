import { expect, it } from 'vitest';
import { detectOn } from '../detection/detection.fixture.ts';
import { createTrace } from '../detection/trace.ts';
import { createPage } from '../detection/world.fixture.ts';
import { mountOverlay } from './overlay.ts';

/** Detection at work on a page, and the overlay that shows it. */
const debug = async (markup: string) => {
  const trace = createTrace(true);
  const world = detectOn(markup, { trace: trace.add }, createPage(markup));
  await world.pass(2_000);
  const mount = () =>
    mountOverlay({
      ...{ document: world.page.document, trace, later: world.later },
      verdict: world.detection.verdict,
    });
  const host = () => world.page.document.querySelector('harmony-debug');
  const lines = () => [...host()!.shadowRoot!.querySelectorAll('li span')].map(({ textContent }) => textContent);
  const score = () => host()!.shadowRoot!.querySelector('.score')!.textContent;
  return { ...world, trace, mount, host, lines, score };
};

const dead = '<button id="dead">Export</button>';

it('names a press, then its verdict in the same line, the signal of it and the score by family', async () => {
  const { lines, mount, pass, press, score } = await debug(dead);
  mount();
  await press('#dead');
  expect(lines()).toEqual(['press · button#dead waiting for an answer']);
  await pass(3_000);
  expect(lines()).toEqual([
    expect.stringMatching(/^click\.dead click, weight \d+ · button#dead$/),
    'press · button#dead no answer',
  ]);
  expect(score()).toMatch(/^click\d+no offer: the score is below the threshold$/);
});

it('says what answered, and after how long', async () => {
  const { find, lines, mount, pass, press } = await debug(`${dead} <p id="out"></p>`);
  mount();
  find<HTMLElement>('#dead').addEventListener('click', () => (find<HTMLElement>('#out').textContent = 'Done'));
  await press('#dead');
  await pass(3_000);
  expect(lines()).toEqual([expect.stringMatching(/^press · button#dead answered by mutation after \d+ ms$/)]);
});

it('shows what happened before it opened, and what became of an offer', async () => {
  const { lines, mount, now, pass, press, trace } = await debug(dead);
  await press('#dead');
  await pass(3_000);
  mount();
  expect(lines()).toHaveLength(2);
  trace.add({ what: 'offer', at: now(), fate: 'capped' });
  trace.add({ what: 'detector-off', at: now(), kind: 'nav.loop', why: 'site' });
  expect(lines().slice(0, 2)).toEqual([
    'nav.loop switched off by the site',
    'offer not made: this person was offered help lately',
  ]);
});

it('lets the score fade before the eyes', async () => {
  const { mount, pass, press, score } = await debug(dead);
  mount();
  await press('#dead');
  await pass(3_000);
  const before = Number(/click(\d+)/.exec(score()!)![1]);
  await pass(60_000);
  expect(Number(/click(\d+)/.exec(score()!)![1])).toBeLessThan(before);
});

it('is no part of the page: presses in it are not seen, and it goes without a trace', async () => {
  const { host, lines, mount, press, timerCount, trace } = await debug(dead);
  const timers = timerCount();
  const remove = mount();
  const seen = trace.entries().length;
  await press(host()!.shadowRoot!.querySelector('summary')!);
  expect(trace.entries()).toHaveLength(seen);
  expect(lines()).toEqual([]);
  remove();
  expect(host()).toBeNull();
  expect(timerCount()).toBeLessThanOrEqual(timers);
});
