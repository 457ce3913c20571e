import { describe, expect, it } from 'vitest';
import type { PageVisit } from '../detector.ts';
import { createPage } from '../world.fixture.ts';
import { watchPages } from './router.ts';

const start = (navigation?: EventTarget) => {
  const world = createPage('', 'https://app.test/invoices');
  Object.defineProperty(world.page, 'navigation', { value: navigation, configurable: true });
  const visits: PageVisit[] = [];
  const addresses: string[] = [];
  const stop = watchPages(
    world.page,
    world.now,
    (visit) => visits.push(visit),
    () => addresses.push(world.page.location.href),
  );
  return { ...world, stop, addresses, told: () => visits.map(({ from, to, how }) => `${how} ${from} ${to}`) };
};

describe('without the Navigation API', () => {
  it('tells what history is told, as templates', () => {
    const { page, told } = start();
    page.history.pushState({}, '', '/invoices/2041?tab=a');
    page.history.replaceState({}, '', '/invoices/2041/edit');
    expect(told()).toEqual(['push /invoices /invoices/:id', 'replace /invoices/:id /invoices/:id/edit']);
  });

  it('takes no query or anchor for a page, but routes behind #/', () => {
    const { page, told } = start();
    page.history.pushState({}, '', '/invoices?sort=date#row-5');
    page.history.pushState({}, '', '/invoices#/drafts/2041?x=1');
    expect(told()).toEqual(['push /invoices /invoices#/drafts/:id']);
  });

  it('says that the address is another though it is no new page, and nothing where it stays', () => {
    const { page, addresses, told } = start();
    page.history.pushState({}, '', '/invoices?sort=date');
    page.history.replaceState({ scrolledTo: 200 }, '');
    expect([told(), addresses]).toEqual([[], ['https://app.test/invoices?sort=date']]);
  });

  it('hears going back', () => {
    const { page, told, fire } = start();
    page.history.pushState({}, '', '/other');
    page.location.href = 'https://app.test/other#/there';
    fire(page, 'popstate');
    expect(told()).toEqual(['push /invoices /other', 'traverse /other /other#/there']);
  });

  it('keeps arguments, result and `this`', () => {
    const { page } = start();
    page.history.pushState({ a: 1 }, '', '/other');
    expect([page.history.state, page.location.pathname]).toEqual([{ a: 1 }, '/other']);
  });

  it('puts the originals back where ours are in place, and falls silent below somebody else’s', () => {
    const { page, stop, told } = start();
    const ours = page.history.replaceState;
    const theirs = function (this: History, ...args: Parameters<History['replaceState']>) {
      return ours.apply(this, args);
    };
    page.history.replaceState = theirs;
    stop();
    page.history.replaceState({}, '', '/late');
    page.history.pushState({}, '', '/later');
    expect(page.history.replaceState).toBe(theirs);
    expect(Object.hasOwn(page.history, 'pushState')).toBe(false);
    expect(told()).toEqual([]);
  });
});

describe('with the Navigation API', () => {
  it('hears each new entry, and patches nothing', () => {
    const navigation = new EventTarget();
    const { page, told } = start(navigation);
    expect(Object.hasOwn(page.history, 'pushState')).toBe(false);
    for (const navigationType of ['push', 'traverse', null, 'reload']) {
      page.history.pushState({}, '', `/after-${String(navigationType)}`);
      navigation.dispatchEvent(Object.assign(new Event('currententrychange'), { navigationType }));
    }
    expect(told()).toEqual(['push /invoices /after-push', 'traverse /after-push /after-traverse']);
  });
});

it('tells the return from the back/forward cache, and of no first show', () => {
  const { page, fire, told } = start();
  fire(page, 'pageshow', { persisted: false });
  fire(page, 'pageshow', { persisted: true });
  expect(told()).toEqual(['traverse  /invoices']);
});
