import { describe, expect, it } from 'vitest';
import { detectOn } from '../detection.fixture.ts';

const markup = `<main><button id="b" class="btn"><span id="in">Save</span></button><p id="p" class="words">Text</p><input id="f">
  <div id="tip"><div role="tooltip">Saves</div></div><div id="kept" role="tooltip">Saves</div><ul id="list"><li>One</li></ul>
  <div id="clock">0</div><div role="button" id="r">Go</div></main><harmony-widget id="w"></harmony-widget>`;

describe('a press is answered', () => {
  it.each<[string, (world: ReturnType<typeof detectOn>) => void, string]>([
    ['by a change elsewhere', ({ find }) => find('#p').append('!'), 'mutation'],
    ['by words in the pressed thing', ({ find }) => (find('#in').textContent = 'Saved'), 'mutation'],
    ['by a state that a page tells', ({ find }) => find('#b').setAttribute('aria-pressed', 'true'), 'mutation'],
    ['by a tooltip that comes', ({ find }) => find('#clock').append(find('#tip').cloneNode(true)), 'mutation'],
    ['by a part that is moved', ({ find }) => find('#list').append(find('#list li')), 'mutation'],
    ['by a part that is drawn again with more', ({ find }) => (find('#list').innerHTML = '<li>Two</li>'), 'mutation'],
    ['by a scroll of any element', ({ find, fire }) => fire(find('#p'), 'scroll'), 'scroll'],
    ['by the focus going into another field', ({ find, fire }) => fire(find('#f'), 'focusin'), 'focusin'],
    ['by a field that is filled', ({ find }) => (find('#f').value = '2026-03-02'), 'value'],
    ['by another window', ({ page, fire }) => fire(page, 'blur'), 'blur'],
    ['by a route', ({ page, fire }) => fire(page, 'hashchange'), 'hashchange'],
    ['by a query, where nothing else tells of it', ({ page }) => page.history.pushState({}, '', '?n=1'), 'page'],
    ['by a download', ({ page }) => page.document.createElement('a').click(), 'link'],
    ['by a sound', ({ find, fire }) => fire(find('#p'), 'play'), 'play'],
    [
      'by a style sheet',
      ({ page }) => void (page.document.adoptedStyleSheets = [new page.CSSStyleSheet()]),
      'style-sheet',
    ],
  ])('%s', async (_, act, by) => {
    const world = detectOn(markup);
    await world.press('#b');
    act(world);
    await world.pass(3_000);
    expect(world.outcome()).toBe(`answered ${by}`);
    expect(world.signals).toEqual([]);
    world.detection.stop();
  });

  it('before the click, by what opens on the way down', async () => {
    const world = detectOn(markup);
    world.page.addEventListener('pointerdown', () => world.find('#p').append('open'));
    await world.press('#b');
    await world.pass(2_600);
    expect(world.outcome()).toBe('answered mutation');
  });

  it('by a class that stays, and by each turn of a toggle', async () => {
    const world = detectOn(markup);
    world.find('#b').addEventListener('click', () => world.find('#b').classList.toggle('on'));
    for (let turn = 0; turn < 4; turn += 1) {
      await world.press('#b');
      await world.pass(200);
    }
    await world.pass(7_000);
    expect(world.signals).toEqual([]);
  });

  it('by an animation that is begun anew while it runs', async () => {
    const world = detectOn(markup);
    let left = 0;
    const step = (): void => {
      world.find('#p').setAttribute('data-at', `${left}`);
      if (--left > 0) world.later(step, 13);
    };
    world.find('#b').addEventListener('click', () => {
      if (left <= 0) world.later(step, 0);
      left = 25;
    });
    for (let turn = 0; turn < 4; turn += 1) {
      await world.press('#b');
      await world.pass(200);
    }
    await world.pass(8_000);
    expect(world.signals).toEqual([]);
  });

  it('late, where its request comes back late', async () => {
    const world = detectOn(markup);
    await world.press('#b');
    void world.page.fetch('/api/save');
    await world.pass(4_500);
    world.asked[0]!.answer(200);
    await world.settle();
    world.find('#p').append('!');
    await world.pass(500);
    expect(world.outcome()).toBe('answered mutation');
    expect(world.kinds()).toEqual(['click.slow']);
  });
});

describe('a press is not answered', () => {
  it.each<[string, (world: ReturnType<typeof detectOn>) => void]>([
    ['by nothing', () => {}],
    ['by a change in our own widget', ({ find }) => find('#w').append('!')],
    [
      'by our own widget’s coming',
      ({ page }) => page.document.body.append(page.document.createElement('harmony-widget')),
    ],
    ['by a ripple', ({ page, find }) => find('#b').append(page.document.createElement('i'))],
    ['by a class that goes again', ({ find }) => (find('#b').classList.add('x'), find('#b').classList.remove('x'))],
    ['by an attribute that is written again', ({ find }) => find('#p').setAttribute('class', 'words')],
    ['by a text that is set to itself', ({ find }) => (find('#p').textContent = 'Text')],
    ['by words that are typed anew', ({ find }) => (find('#p').firstChild!.nodeValue = 'Text')],
    [
      'by a part that is drawn again as it was',
      ({ find }) => find('#list').replaceChildren(find('#list li').cloneNode(true)),
    ],
    ['by its tooltip’s going', ({ find }) => find('#tip').remove()],
    ['by its tooltip’s hiding', ({ find }) => find('#kept').setAttribute('data-state', 'closed')],
    ['by its own focus', ({ find, fire }) => fire(find('#b'), 'focusin')],
    ['by its own transition', ({ find, fire }) => fire(find('#b'), 'transitionrun')],
    ['by a field whose value stays', ({ find }) => (find('#f').value = '')],
  ])('%s', async (_, act) => {
    const world = detectOn(markup);
    await world.press('#b');
    act(world);
    await world.pass(3_000);
    expect(world.kinds()).toEqual(['click.dead']);
    world.detection.stop();
  });

  it('by the look that each of several presses gives it for a moment', async () => {
    const world = detectOn(markup);
    world.page.addEventListener('pointerdown', () => {
      world.find('#b').classList.add('active');
      world.later(() => world.find('#b').classList.remove('active'), 450);
    });
    for (let time = 0; time < 4; time += 1) {
      await world.press('#b');
      await world.pass(660);
    }
    await world.pass(8_000);
    expect(world.kinds()).toEqual(['click.dead', 'click.dead', 'click.rage']);
  });

  it('by the change of a field that it leaves', async () => {
    const world = detectOn(markup);
    world.find('#f').focus();
    world.fire(world.find('#b'), 'pointerdown', { isPrimary: true, button: 0 });
    world.fire(world.find('#f'), 'change');
    await world.pass(3_000);
    expect(world.kinds()).toEqual(['click.dead']);
  });

  it.each([0, 300, 550, 900])('by a clock that ticks, %i ms into its second', async (phase) => {
    const world = detectOn(markup);
    let count = 0;
    const tick = (): void => {
      world.find('#clock').textContent = `${++count}`;
      world.later(tick, 1_000);
    };
    world.later(tick, 1_000);
    await world.pass(4_000 + phase);
    await world.press('#b');
    await world.pass(7_500);
    expect(world.kinds()).toEqual(['click.dead']);
  });

  it.each([100, 250, 1_000])('in a burst beside a clock of %i ms, to the last moment', async (everyMs) => {
    const world = detectOn(markup);
    let count = 0;
    const tick = (): void => {
      world.find('#clock').textContent = `${++count}`;
      world.later(tick, everyMs);
    };
    world.later(tick, everyMs);
    await world.pass(4_000);
    for (let time = 0; time < 4; time += 1) {
      await world.press('#b');
      await world.pass(150);
    }
    await world.pass(8_000);
    expect(world.kinds()).toEqual(['click.dead', 'click.dead', 'click.rage']);
  });

  it('by a slow ticker: it is looked at until that shows', async () => {
    const world = detectOn(markup);
    const tick = (): void => {
      world.find('#clock').textContent += 'x';
      world.later(tick, 1_900);
    };
    world.later(tick, 4_200);
    await world.pass(3_000);
    await world.press('#b');
    await world.pass(2_600);
    expect(world.kinds()).toEqual([]);
    await world.pass(5_000);
    expect(world.kinds()).toEqual(['click.dead']);
  });
});

describe('what is called off', () => {
  it.each<[string, (world: ReturnType<typeof detectOn>) => void]>([
    ['a touch that scrolls', ({ find, fire }) => fire(find('#b'), 'pointercancel')],
    ['a second finger', ({ find, fire }) => fire(find('#b'), 'pointerdown', { isPrimary: false })],
    [
      'a press that is let go on another control',
      ({ find, fire }) => fire(find('#r'), 'pointerup', { clientX: 1, clientY: 1 }),
    ],
    ['a press that brings the window to the front', ({ page, fire }) => fire(page, 'focus')],
  ])('%s', async (_, act) => {
    const world = detectOn(markup);
    world.fire(world.find('#b'), 'pointerdown', { isPrimary: true, button: 0, clientX: 1, clientY: 1 });
    act(world);
    await world.pass(8_000);
    expect(world.outcome()).toBe('void');
    expect(world.signals).toEqual([]);
  });

  it.each<[string, object]>([
    ['a right click', { button: 2 }],
    ['a modifier', { ctrlKey: true }],
    ['a script’s click', { isTrusted: false }],
  ])('%s is none', async (_, more) => {
    const world = detectOn(markup);
    await world.press('#b', more);
    await world.pass(8_000);
    expect(world.traced).toEqual([]);
  });

  it('a press just after the page came to the front is none, a later one counts, however often it was away', async () => {
    const world = detectOn(markup);
    for (let turn = 0; turn < 3; turn += 1) {
      world.fire(world.page.document, 'visibilitychange');
      await world.pass(500);
    }
    await world.press('#b');
    await world.pass(3_000);
    expect(world.signals).toEqual([]);
    await world.press('#b');
    await world.pass(3_000);
    expect(world.kinds()).toEqual(['click.dead']);
  });

  it('what waits when the page goes into the back/forward cache, and nothing stays behind', async () => {
    const world = detectOn(markup);
    await world.press('#b');
    world.fire(world.page, 'pageshow', { persisted: true });
    await world.pass(8_000);
    expect(world.signals).toEqual([]);
    await world.press('#b');
    await world.pass(3_000);
    expect(world.kinds()).toEqual(['click.dead']);
  });
});

describe('the page', () => {
  it('has its own functions ten seconds after the last press, and somebody else’s where they came after ours', async () => {
    const world = detectOn(markup);
    const value = () => Object.getOwnPropertyDescriptor(world.page.HTMLInputElement.prototype, 'value')!.set;
    const own = value();
    await world.press('#b');
    await world.pass(8_000);
    expect(value()).not.toBe(own);
    await world.press('#b');
    expect(value()).not.toBe(own);
    const theirs = (): void => {};
    world.page.print = theirs;
    await world.pass(20_000);
    expect(value()).toBe(own);
    expect(world.page.print).toBe(theirs);
    world.detection.stop();
    expect(world.page.fetch).toBe(world.ownFetch);
  });

  it('answers late only by itself: who goes on to something else waits no longer', async () => {
    const world = detectOn(markup);
    await world.press('#b');
    await world.pass(3_000);
    world.fire(world.page, 'pagehide');
    world.fire(world.find('#f'), 'keydown');
    world.find('#p').append('!');
    await world.pass(5_000);
    expect(world.kinds()).toEqual(['click.dead']);
  });

  it('does not answer by the focus that a press in a shadow root takes', async () => {
    const world = detectOn(`${markup}<x-box></x-box>`);
    const root = world.find<HTMLElement>('x-box').attachShadow({ mode: 'open' });
    root.innerHTML = '<button id="deep">x</button>';
    const button = root.querySelector('#deep')!;
    await world.press(button);
    world.fire(button, 'focusin');
    await world.pass(3_000);
    expect(world.kinds()).toEqual(['click.dead']);
  });

  it('answers in an open shadow root too', async () => {
    const world = detectOn(`${markup}<x-box></x-box>`);
    const root = world.find<HTMLElement>('x-box').attachShadow({ mode: 'open' });
    await world.press('#b');
    root.append(world.page.document.createElement('b'));
    await world.pass(3_000);
    expect(world.outcome()).toBe('answered mutation');
  });
});
