import { describe, expect, it } from 'vitest';
import { detectOn } from './detection.fixture.ts';
import type { Detector, Press } from './detector.ts';

const markup = '<button id="a">Save</button><button id="b">Open</button>';
const pointer = { isPrimary: true, button: 0, clientX: 20, clientY: 20 };

/** Writes down what it hears, in its order. */
const listening = () => {
  const heard: string[] = [];
  const listener: Detector<Record<never, never>> = {
    ...{ kind: 'custom.test', family: 'custom', weight: 0, limits: {} },
    start: (watch) => {
      const press = ({ root }: Press): void => void heard.push(`press ${root.id}`);
      watch.onPress(press);
      watch.onVerdict(({ root }) => void heard.push(`verdict ${root.id}`));
      watch.onError(() => void heard.push('error'));
      watch.onRequest(() => void heard.push('request'));
      watch.onPage(() => void heard.push('page'));
      watch.hear('pagehide', () => void heard.push('pagehide'));
    },
  };
  const world = detectOn(markup, { detectors: [listener] });
  const down = (id: string): void => world.fire(world.find(id), 'pointerdown', pointer);
  return { ...world, heard, down };
};

describe('detectors hear of a press', () => {
  it('once the page has had it, and before anything else comes', async () => {
    const { heard, down, pass, find, fire } = listening();
    down('#a');
    await pass(100);
    fire(find('#a'), 'pointerup', pointer);
    expect(heard).toEqual([]);
    await pass(50);
    expect(heard).toEqual(['press a']);
  });

  it('that was called off too, of several in their order', async () => {
    const { heard, down, find, fire, pass } = listening();
    down('#a');
    down('#b');
    fire(find('#b'), 'pointercancel', pointer);
    await pass(50);
    expect(heard).toEqual(['press a', 'press b']);
    await pass(8_000);
    expect(heard.filter((one) => one.startsWith('press'))).toHaveLength(2);
  });

  it('at once where a key clicks', () => {
    const { heard, fire, find } = listening();
    fire(find('#a'), 'click', { detail: 0 });
    expect(heard).toEqual(['press a']);
  });

  it.each<[string, (world: ReturnType<typeof listening>) => unknown]>([
    ['error', ({ fire, page }) => fire(page, 'error', { message: 'TypeError: x', error: new TypeError('x') })],
    ['request', ({ page }) => void page.fetch('/api/invoices')],
    ['page', ({ page }) => page.history.pushState(null, '', '/customers/7')],
    ['pagehide', ({ fire, page }) => fire(page, 'pagehide', {})],
  ])('before the %s that the page makes of it at once', (what, act) => {
    const world = listening();
    world.down('#a');
    act(world);
    expect(world.heard).toEqual(['press a', what]);
  });

  it('before its verdict', async () => {
    const { heard, press, pass } = listening();
    await press('#a');
    await pass(8_000);
    expect(heard).toEqual(['press a', 'verdict a']);
  });

  it('no more, once noticing has ended', async () => {
    const { heard, down, find, fire, pass, detection } = listening();
    down('#a');
    fire(find('#a'), 'pointerup', pointer);
    detection.stop();
    await pass(100);
    expect(heard).toEqual([]);
  });
});
