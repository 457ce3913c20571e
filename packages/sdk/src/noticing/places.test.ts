import type { SiteConfig } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { shareOf } from '../config/share.ts';
import { createPage } from '../detection/world.fixture.ts';
import { signal } from '../transport/transport.fixture.ts';
import { createWorld } from '../world.fixture.ts';
import type { NoticingOptions } from './noticing.ts';
import { noticeInPlaces } from './places.ts';

const begin = (more: Partial<SiteConfig> = {}, who: { key?: string; maySend?: boolean; id?: string } = {}) => {
  const world = createWorld();
  const { page, now } = createPage('', 'https://app.test/app/invoices');
  const state = { config: { ...world.siteConfig, ...more } as SiteConfig, maySend: who.maySend ?? true };
  const started: NoticingOptions[] = [];
  const running: NoticingOptions[] = [];
  const places = noticeInPlaces(
    {
      env: { ...world.env, window: page, now, newId: () => who.id ?? 'by-lot' },
      ...{ backend: 'https://help.test', early: [new Event('error')], custom: [] },
      config: () => state.config,
      maySend: () => state.maySend,
      token: async () => 'token',
      visitorId: () => null,
      visitorKey: () => who.key ?? null,
      wishes: () => ({}),
      ...{ show: async () => true, onSignal: () => {}, onStruggle: () => {}, onOffer: () => {}, onSeeking: () => {} },
    },
    (options) => {
      started.push(options);
      running.push(options);
      return {
        ...{ noticed: () => ({}), known: () => [], answered: () => {} },
        ...{ trigger: () => {}, detector: () => {}, stop: () => void running.splice(running.indexOf(options), 1) },
      };
    },
  );
  const go = (path: string): void => page.history.pushState({}, '', path);
  return { ...world, places, page, state, started, running, go };
};

describe('where a page notices', () => {
  it.each([
    [undefined, 1],
    [{ allow: [], deny: [] }, 1],
    [{ allow: ['/app/**'], deny: [] }, 1],
    [{ allow: ['/shop/**'], deny: [] }, 0],
    [{ allow: ['/app/**'], deny: ['/app/invoices'] }, 0],
    [{ allow: [], deny: ['/*'] }, 1],
  ])('with %j', (pages, count) => {
    expect(begin(pages && { pages }).running).toHaveLength(count);
  });

  it('is looked at again on each page of an app, and what was heard where nothing may be noticed is not told', () => {
    const { go, running, started } = begin({ pages: { allow: [], deny: ['/app/invoices', '/pay/**'] } });
    expect(running).toHaveLength(0);
    go('/app/orders');
    expect(running).toHaveLength(1);
    expect(started[0]!.early).toEqual([]);
    go('/pay/card');
    expect(running).toHaveLength(0);
    go('/app/orders');
    expect([running.length, started.length]).toEqual([1, 2]);
  });

  it('keeps what was agreed to on its way when the page becomes one where nothing is noticed', async () => {
    const { go, running, sent, world, runTimers, settle } = begin({ pages: { allow: [], deny: ['/pay/**'] } });
    world.answers.set('/v1/signals', () => Response.json({ accepted: 1 }, { status: 202 }));
    running[0]!.send((to) => to.signal(signal(1)));
    go('/pay/card');
    runTimers();
    await settle();
    expect(sent.map(({ path, body }) => [path, (body!.signals as unknown[]).length])).toEqual([['/v1/signals', 1]]);
  });

  it('follows what the site sets meanwhile', () => {
    const { places, running, state } = begin();
    state.config = { ...state.config, pages: { allow: ['/shop/**'], deny: [] } };
    places.changed();
    expect(running).toHaveLength(0);
    state.config = { ...state.config, pages: { allow: [], deny: [] } };
    places.changed();
    expect(running).toHaveLength(1);
  });

  it('is a page as before once it is over', () => {
    const { places, page, listenerCount, running, go } = begin();
    const pushState = page.history.pushState;
    running[0]!.send((to) => to.signal(signal(1)));
    expect(listenerCount()).toBeGreaterThan(0);
    places.stop();
    expect([running.length, listenerCount()]).toEqual([0, 0]);
    expect(page.history.pushState).not.toBe(pushState);
    go('/app/orders');
    expect(running).toHaveLength(0);
  });

  it('warns of each field of no use once', () => {
    const { places, warnings } = begin({ threshold: 'abc' as never, offers: null as never });
    places.changed();
    expect(warnings).toHaveLength(2);
  });
});

describe('for whom a page notices', () => {
  const keys = Array.from({ length: 40 }, (_, at) => `key-${at}`);

  it('is the share of visitors that the site has set, the same ones each time', () => {
    const chosen = keys.filter((key) => begin({ visitorShare: 0.5 }, { key }).running.length === 1);
    expect(chosen).toEqual(keys.filter((key) => shareOf(key, 'visitor-share') < 0.5));
    expect(chosen.length).toBeGreaterThan(5);
    expect(chosen.length).toBeLessThan(35);
    expect(begin({ visitorShare: 0 }).running).toHaveLength(0);
  });

  it('is drawn by lot where nobody may be known, and stays so on this page', () => {
    const out = keys.find((key) => shareOf(key, 'visitor-share') >= 0.5)!;
    const id = keys.find((key) => shareOf(key, 'visitor-share') < 0.5)!;
    const { places, running, state } = begin({ visitorShare: 0.5 }, { key: out, id, maySend: false });
    expect(running).toHaveLength(1);
    state.maySend = true;
    places.changed();
    expect(running).toHaveLength(1);
  });
});

describe('what is on its way', () => {
  it('is dropped when the person withdraws, and may go again when they agree', async () => {
    const { places, running, state, sent, world, runTimers, settle } = begin();
    world.answers.set('/v1/signals', () => Response.json({ accepted: 1 }, { status: 202 }));
    running[0]!.send((to) => to.signal(signal(1)));
    state.maySend = false;
    places.changed();
    running[0]!.send((to) => to.signal(signal(2)));
    runTimers();
    await settle();
    expect(sent).toEqual([]);
    state.maySend = true;
    places.changed();
    running[0]!.send((to) => to.signal(signal(3)));
    runTimers();
    await settle();
    expect(sent.map(({ body }) => (body!.signals as { id: string }[]).map(({ id }) => id))).toEqual([['id-3']]);
  });
});
