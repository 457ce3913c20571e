import type { Signal, Struggle } from '@harmony-live/protocol';
import { startDetection, type DetectionOptions } from './detection.ts';
import type { Verdict } from './score.ts';
import type { TraceEntry } from './trace.ts';
import { createPage } from './world.fixture.ts';

/** All of detection at work on a page that a test moves. Time begins well after the page was loaded. */
export const detectOn = (markup: string, options: Partial<DetectionOptions> = {}, world = createPage(markup)) => {
  const { page } = world;
  const signals: Signal[] = [];
  const struggles: Struggle[] = [];
  const verdicts: Verdict[] = [];
  const traced: TraceEntry[] = [];
  const warnings: string[] = [];
  /** Requests of the page, which a test answers. */
  const asked: { answer(status: number): void; fail(name: string): void }[] = [];
  const ownFetch = async (): Promise<Response> =>
    new Promise((resolve, reject) => {
      asked.push({
        answer: (status) => resolve(new Response(null, { status })),
        fail: (name) => reject(Object.assign(new Error('failed'), { name })),
      });
    });
  Object.defineProperty(page, 'fetch', { value: ownFetch, writable: true, configurable: true });
  let ids = 0;
  const detection = startDetection({
    ...{ page, now: world.now, later: world.later, newId: () => `id-${++ids}` },
    ...{ backend: 'https://help.test', early: [], kept: () => null, settings: {} },
    onSignal: (signal) => void signals.push(signal),
    onStruggle: (struggle) => void struggles.push(struggle),
    onVerdict: (verdict) => void verdicts.push(verdict),
    trace: (entry) => void traced.push(entry),
    warn: (message) => void warnings.push(message),
    ...options,
  });
  /** Lets what the browser tells later (changes, promises) be told. */
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  /** Lets time go by in steps, telling changes in between as a browser does. */
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 50) {
      await settle();
      world.pass(Math.min(50, left));
    }
    await settle();
  };
  const at = { isPrimary: true, button: 0, clientX: 20, clientY: 20 };
  const press = async (selector: string | Element, more: object = {}): Promise<void> => {
    const element = typeof selector === 'string' ? world.find<HTMLElement>(selector) : selector;
    world.fire(element, 'pointerdown', { ...at, ...more });
    await settle();
    world.pass(40);
    world.fire(element, 'pointerup', { ...at, ...more });
    world.fire(element, 'click', { ...at, detail: 1, ...more });
    await settle();
  };
  return {
    ...world,
    ...{ detection, signals, struggles, verdicts, traced, warnings, asked, ownFetch, settle, pass, press },
    kinds: () => signals.map(({ kind }) => kind),
    /** What the newest press came to. */
    outcome: () => {
      const entry = traced.findLast((one) => one.what === 'press');
      return entry?.what === 'press' ? `${entry.outcome} ${entry.press.answeredBy ?? ''}`.trim() : null;
    },
  };
};
