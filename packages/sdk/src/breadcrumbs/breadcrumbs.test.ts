import { describe, expect, it } from 'vitest';
import type { Press } from '../detection/detector.ts';
import { detectOn } from '../detection/detection.fixture.ts';
import { createPage, watchWith } from '../detection/world.fixture.ts';
import { createBreadcrumbs, mostSteps } from './breadcrumbs.ts';

const markup = `
  <button id="save">Save invoice 2041</button> <p id="words">Some text</p>
  <div data-harmony-allow><button id="open">Open</button><textarea name="note">My secret</textarea></div>
  <form data-harmony-ignore><input name="ignored" /></form> <input id="city" type="text" value="Porto" />`;

const open = () => {
  const breadcrumbs = createBreadcrumbs();
  const world = watchWith(breadcrumbs.detector, createPage(markup));
  const press = (selector: string, more: Partial<Press> = {}): void => {
    world.pass(1_000);
    const root = world.find<Element>(selector);
    world.say.press({ root, target: root, isInteractive: true, at: world.now(), ...more });
  };
  /** Without the page that was there first. */
  const steps = () => breadcrumbs.list().slice(1);
  return { ...world, breadcrumbs, press, steps };
};

describe('breadcrumbs', () => {
  it('begin with the page, and tell a press by tag and selector, without its words', () => {
    const { breadcrumbs, press, told } = open();
    press('#save');
    press('#save');
    expect(breadcrumbs.list()).toEqual([
      { kind: 'page', at: '2026-03-02T09:00:00.000Z', page: '/invoices/:id', count: 1 },
      { kind: 'press', at: '2026-03-02T09:00:01.000Z', target: { tag: 'button', selector: 'button#save' }, count: 2 },
    ]);
    expect(JSON.stringify(breadcrumbs.list())).not.toMatch(/Save|2041/);
    expect(told).toEqual([]);
  });

  it('name what the page allows, but never what can be typed in', () => {
    const { press, steps } = open();
    press('#open');
    press('textarea');
    expect(steps().map(({ target }) => target?.label)).toEqual(['Open', undefined]);
    expect(JSON.stringify(steps())).not.toContain('secret');
  });

  it('keep what a pressed thing was called when they heard of it, not what the page makes of it', () => {
    const { find, press, steps } = open();
    press('#open');
    find('#open').textContent = 'Close';
    expect(steps().map(({ target }) => target?.label)).toEqual(['Open']);
  });

  it('tell a press in its place and where it was pressed, though they hear of it after it has led elsewhere', () => {
    const { find, fire, now, page, pass, press, steps } = open();
    const at = now();
    pass(100);
    page.history.pushState(null, '', '/customers/7');
    press('#save', { at });
    fire(find('#city'), 'input');
    expect(steps().map(({ kind, page: where }) => [kind, where])).toEqual([
      ['press', undefined],
      ['input', '/customers/:id'],
    ]);
  });

  it('tell that a field was typed in, once, and neither what nor how much', () => {
    const { fire, find, pass, say, steps } = open();
    for (let key = 0; key < 5; key += 1) {
      pass(100);
      fire(find('#city'), 'input', { data: 'x' });
      say.request({ method: 'GET', endpoint: '/cities', isUserCaused: true, at: Date.parse('2026-03-02T09:00:02Z') });
    }
    fire(find('[name="ignored"]'), 'input');
    fire(find('#city'), 'input', { isTrusted: false });
    expect(steps()).toEqual([
      {
        kind: 'input',
        at: '2026-03-02T09:00:00.100Z',
        target: { tag: 'input', type: 'text', selector: 'input#city' },
        count: 1,
      },
      { kind: 'request', at: '2026-03-02T09:00:02.000Z', method: 'GET', endpoint: '/cities', count: 5 },
    ]);
  });

  it('tell where only when it changes', () => {
    const { press, say, steps } = open();
    press('#save');
    say.page('/invoices/:id', '/customers/:id');
    press('#save');
    expect(steps().map(({ kind, page }) => [kind, page])).toEqual([
      ['press', undefined],
      ['page', '/customers/:id'],
      ['press', undefined],
    ]);
  });

  it('put a press on what is no control in its place once it is known that it was no scroll', () => {
    const { find, now, pass, press, say, steps } = open();
    const root = find<Element>('#words');
    const touched = { root, target: root, isInteractive: false, at: now() } as Press;
    say.press(touched);
    press('#save');
    pass(2_500);
    expect(steps()).toHaveLength(1);
    say.verdict(touched);
    say.verdict(touched);
    expect(steps().map(({ target, count }) => [target?.selector, count])).toEqual([
      ['p#words', 1],
      ['button#save', 1],
    ]);
  });

  it('keep the newest fifty', () => {
    const { breadcrumbs, press } = open();
    for (let time = 0; time < mostSteps; time += 1) press(time % 2 ? '#save' : '#open');
    expect(breadcrumbs.list()).toHaveLength(mostSteps);
    expect(breadcrumbs.list()[0]).toMatchObject({ kind: 'press', page: '/invoices/:id' });
  });
});

describe('breadcrumbs of a page at work', () => {
  const detect = () => {
    const breadcrumbs = createBreadcrumbs();
    const world = detectOn(markup, { detectors: [breadcrumbs.detector] });
    const requests = () => breadcrumbs.list().filter(({ kind }) => kind === 'request');
    return { ...world, breadcrumbs, requests };
  };

  it('tell how a request ended that a press began, and keep the failure among several', async () => {
    const { asked, page, pass, press, requests } = detect();
    await pass(2_000);
    await press('#save');
    void page.fetch('/api/invoices/2041?token=abc').catch(() => {});
    await pass(100);
    expect(requests()).toMatchObject([{ method: 'GET', endpoint: '/api/invoices/:id', count: 1 }]);
    expect(requests()[0]).not.toHaveProperty('status');
    asked[0]!.answer(500);
    await pass(100);
    void page.fetch('/api/invoices/2042');
    asked[1]!.answer(200);
    await pass(100);
    expect(requests()).toMatchObject([{ endpoint: '/api/invoices/:id', status: 500, count: 2 }]);
  });

  it('leave out what the page asks by itself, unless it fails', async () => {
    const { asked, page, pass, requests } = detect();
    await pass(5_000);
    void page.fetch('/api/poll');
    void page.fetch('/api/broken');
    asked[0]!.answer(200);
    asked[1]!.answer(503);
    await pass(100);
    expect(requests()).toMatchObject([{ endpoint: '/api/broken', status: 503 }]);
  });

  it('tell an error as its template', async () => {
    const { breadcrumbs, fire, page, pass } = detect();
    fire(page, 'error', { error: new TypeError('no item 42 for a@b.pt'), message: 'no item 42 for a@b.pt' });
    await pass(100);
    const errors = breadcrumbs.list().filter(({ kind }) => kind === 'error');
    expect(errors).toHaveLength(1);
    expect(errors[0]!.message).not.toMatch(/42|a@b/);
  });
});
