import { describe, expect, it, vi } from 'vitest';
import { detectOn } from '../detection.fixture.ts';

type World = ReturnType<typeof detectOn>;

const markup = `<main><button id="b">Export</button><button id="off" disabled>Pay</button><a id="a" href="#x">Link</a>
  <label id="l">Name <input id="f"></label><p id="p">Some words</p><div id="out"></div><canvas id="c"></canvas>
  <div role="slider" id="s"></div><input type="file" id="file"><div contenteditable="true"><b id="e">x</b></div></main>`;

const pressTimes = async (world: World, selector: string, times: number, gapMs = 250): Promise<void> => {
  for (let time = 0; time < times; time += 1) {
    await world.press(selector);
    await world.pass(gapMs);
  }
};

describe('click.rage', () => {
  it('is told once of a burst that nothing answers, with how many', async () => {
    const world = detectOn(markup);
    await pressTimes(world, '#b', 5);
    await world.pass(4_000);
    const rages = world.signals.filter(({ kind }) => kind === 'click.rage');
    expect(rages).toMatchObject([{ count: 5, weight: 45, target: { selector: 'button#b' } }]);
  });

  it('is told on what is no control, unless words were selected', async () => {
    const world = detectOn(markup);
    await pressTimes(world, '#p', 3);
    await world.pass(4_000);
    expect(world.kinds()).toEqual(['click.rage']);
    const other = detectOn(markup);
    Object.defineProperty(other.page, 'getSelection', { value: () => ({ isCollapsed: false }) });
    for (let time = 0; time < 3; time += 1) {
      await other.press('#p');
      other.fire(other.page.document, 'selectionchange');
    }
    await other.pass(8_000);
    expect(other.signals).toEqual([]);
  });

  it('is told on a layer without words, where quick presses select the end of a line', async () => {
    const world = detectOn(markup);
    const selection = { isCollapsed: false, anchorNode: world.find('#p'), toString: () => '\n' };
    Object.defineProperty(world.page, 'getSelection', { value: () => selection });
    for (let time = 0; time < 3; time += 1) {
      await world.press('#p');
      world.fire(world.page.document, 'selectionchange');
    }
    await world.pass(8_000);
    expect(world.kinds()).toEqual(['click.rage']);
  });

  it.each(['#f', '#c', '#s', '#e'])('is silent on %s, which is used that way', async (selector) => {
    const world = detectOn(markup);
    await pressTimes(world, selector, 5);
    await world.pass(8_000);
    expect(world.signals).toEqual([]);
  });

  it('is silent on steppers, however evenly they are pressed, and while one waits for its request', async () => {
    const world = detectOn(markup);
    world.find('#b').addEventListener('click', () => world.find('#out').append('1'));
    await pressTimes(world, '#b', 6);
    await world.pass(8_000);
    expect(world.signals).toEqual([]);
    const slow = detectOn(markup);
    let asked = 0;
    slow.find('#b').addEventListener('click', () => void (asked++ === 0 && slow.page.fetch('/api/export')));
    await pressTimes(slow, '#b', 3);
    await slow.pass(2_000);
    slow.asked[0]!.answer(200);
    await slow.settle();
    slow.find('#out').append('done');
    await slow.pass(8_000);
    expect(slow.kinds()).not.toContain('click.rage');
  });
});

describe('click.dead', () => {
  it('is told twice a minute at most', async () => {
    const world = detectOn(markup);
    await pressTimes(world, '#b', 4, 3_000);
    expect(world.kinds()).toEqual(['click.dead', 'click.dead']);
  });

  it.each(['#a', '#l', '#f', '#file', '#p', '#c'])('is silent on %s', async (selector) => {
    const world = detectOn(markup);
    await world.press(selector);
    await world.pass(8_000);
    expect(world.signals).toEqual([]);
  });

  it('is silent for a drag, and in what the page has put out of bounds', async () => {
    const world = detectOn(`${markup}<div data-harmony-ignore><button id="i">x</button></div>`);
    await world.press('#i');
    world.fire(world.find('#b'), 'pointerdown', { isPrimary: true, button: 0, clientX: 10, clientY: 10 });
    world.fire(world.find('#b'), 'pointerup', { clientX: 31, clientY: 10 });
    await world.pass(8_000);
    expect(world.outcome()).toBe('answered drag');
    expect(world.signals).toEqual([]);
  });
});

describe('click.slow', () => {
  it('takes the place of a dead click where the answer comes after all, and the first weight is taken back', async () => {
    const world = detectOn(markup);
    await world.press('#b');
    await world.pass(2_600);
    const dead = world.signals[0]!;
    await world.pass(1_400);
    world.find('#out').append('done');
    await world.pass(4_000);
    expect(world.kinds()).toEqual(['click.dead', 'click.slow']);
    expect(world.signals[1]).toMatchObject({ replaces: dead.id, data: { waitedMs: 4_000 } });
    expect(world.detection.signals().map(({ kind }) => kind)).toEqual(['click.slow']);
  });

  it('weighs half where the page shows that it works on it', async () => {
    const slow = async (isBusy: boolean): Promise<number> => {
      const world = detectOn(markup);
      await world.press('#b');
      void world.page.fetch('/api/x');
      if (isBusy) world.find('#out').setAttribute('aria-busy', 'true');
      await world.pass(5_000);
      world.asked[0]!.answer(200);
      await world.pass(3_000);
      return world.signals.find(({ kind }) => kind === 'click.slow')!.weight;
    };
    const [plain, busy] = [await slow(false), await slow(true)];
    expect(busy).toBeCloseTo(plain / 2, -0.5);
    expect(plain).toBeGreaterThan(15);
  });
});

describe('click.disabled', () => {
  it('is told of two presses on a control that is switched off', async () => {
    const world = detectOn(markup);
    await pressTimes(world, '#off', 2);
    await world.pass(8_000);
    expect(world.signals).toMatchObject([{ kind: 'click.disabled', count: 2, target: { selector: 'button#off' } }]);
  });

  it('finds it under the pointer where it lets presses through', async () => {
    const world = detectOn(markup);
    Object.defineProperty(world.find('#off'), 'getBoundingClientRect', {
      value: () => ({ left: 0, right: 50, top: 0, bottom: 50 }),
    });
    await pressTimes(world, 'main', 2);
    await world.pass(8_000);
    expect(world.kinds()).toEqual(['click.disabled']);
  });

  it('is silent for one press, and for a button that is switched off while it works', async () => {
    const world = detectOn(markup);
    await world.press('#off');
    world.find('#b').addEventListener('click', () => world.find('#b').setAttribute('disabled', ''));
    await pressTimes(world, '#b', 3);
    await world.pass(8_000);
    expect(world.signals).toEqual([]);
  });
});

describe('click.error', () => {
  const broken = { message: 'Uncaught TypeError: x is undefined', filename: 'https://app.test/app.js' };

  it('is told of a press within a second of the error, before it, and with its mark; each press explains one', async () => {
    const world = detectOn(markup);
    await world.press('#b');
    world.fire(world.page, 'error', broken);
    world.fire(world.page, 'error', broken);
    await world.pass(8_000);
    expect(world.kinds()).toEqual(['click.error', 'error.uncaught']);
    expect(world.signals[0]!.fingerprint).toBe(world.signals[1]!.fingerprint);
  });

  it('is not told of an error that comes later, or of none', async () => {
    const world = detectOn(markup);
    await world.press('#a');
    await world.pass(1_100);
    world.fire(world.page, 'error', broken);
    expect(world.kinds()).toEqual(['error.uncaught']);
  });

  it('is told of a key that clicks', async () => {
    const world = detectOn(markup);
    world.fire(world.find('#b'), 'click', { detail: 0 });
    world.fire(world.page, 'error', broken);
    await world.pass(8_000);
    expect(world.kinds()).toEqual(['click.error', 'error.uncaught']);
  });

  it('is told of a request that failed, and two such presses are a struggle though one family speaks', async () => {
    const world = detectOn(markup);
    for (const status of [500, 503]) {
      await world.press('#b');
      void world.page.fetch('/api/invoices/2041');
      await world.pass(400);
      world.asked.at(-1)!.answer(status);
      await world.pass(400);
    }
    expect(world.kinds()).toEqual(['click.error', 'network.failed', 'click.error', 'network.failed']);
    expect(world.signals[3]).toMatchObject({ count: 2, replaces: world.signals[1]!.id, weight: 35 });
    expect(world.struggles).toHaveLength(1);
  });
});

describe('network.failed', () => {
  it('is silent for what nobody asked for, what was stopped, and what is polled though somebody presses', async () => {
    const world = detectOn(markup);
    const ask = async (status: number | 'AbortError'): Promise<void> => {
      const answer = world.page.fetch('/api/poll').catch(() => {});
      await world.pass(100);
      if (status === 'AbortError') world.asked.at(-1)!.fail(status);
      else world.asked.at(-1)!.answer(status);
      await answer;
      await world.pass(100);
    };
    await ask(500);
    await ask(500);
    await world.press('#a');
    await ask(500);
    await ask('AbortError');
    await world.pass(4_000);
    expect(world.signals).toEqual([]);
  });

  it('is told where Zone.js put a Promise of its own, and fetch answers with the browser’s', async () => {
    const world = detectOn(markup);
    await world.press('#b');
    vi.stubGlobal('Promise', class extends Promise<unknown> {});
    void world.page.fetch('/api/invoices');
    vi.unstubAllGlobals();
    await world.settle();
    world.asked[0]!.answer(500);
    await world.pass(8_000);
    expect(world.kinds()).toEqual(['click.error', 'network.failed']);
  });

  it.each([401, 404])('is silent for %i', async (status) => {
    const world = detectOn(markup);
    await world.press('#a');
    void world.page.fetch('/api/me');
    await world.settle();
    world.asked[0]!.answer(status);
    await world.pass(500);
    expect(world.signals).toEqual([]);
  });
});
