import { historyIn, noOffers } from '../offers/history.ts';
import { describe, expect, it } from 'vitest';
import { createWorld } from '../world.fixture.ts';
import type { HarmonyOptions } from '../api/options.ts';

const begin = async (options: Partial<HarmonyOptions> = {}, world = createWorld()) => {
  const api = world.copy();
  api.init({ site: 'pk_test', ...options });
  await world.settle();
  return { api, ...world };
};

describe('noticing', () => {
  it('begins where consent is only asked for, and nothing is sent of it', async () => {
    const { noticed, paths } = await begin();
    expect(noticed).toHaveLength(1);
    expect(noticed[0]!.maySend()).toBe(false);
    expect(paths()).toEqual(['/v1/config']);
  });

  it('does not begin where the person, the page or the browser says no', async () => {
    expect((await begin({ consent: 'denied' })).noticed).toHaveLength(0);
    expect((await begin({}, createWorld({}, { gpc: true, dnt: false }))).noticed).toHaveLength(0);
    expect((await begin({}, createWorld({ isOn: false }))).noticed).toHaveLength(0);
  });

  it('ends with a refusal, and may send after a grant', async () => {
    const { api, noticed } = await begin();
    await api.consent('granted');
    expect(noticed[0]!.maySend()).toBe(true);
    await api.consent('denied');
    expect(noticed).toHaveLength(0);
  });

  it('takes the host’s own detectors, before and after it has begun, and refuses other kinds with a warning', async () => {
    const world = createWorld();
    const api = world.copy();
    const start = (): void => {};
    api.detector({ kind: 'custom.cart', start });
    api.init({ site: 'pk_test' });
    await world.settle();
    expect(world.noticed[0]!.custom.map(({ kind }) => kind)).toEqual(['custom.cart']);
    api.detector({ kind: 'custom.search.empty', start });
    expect(world.added.map(({ kind }) => kind)).toEqual(['custom.search.empty']);
    api.detector({ kind: 'click.rage', start });
    api.detector({ kind: 'custom.x' } as never);
    expect(world.warnings).toEqual([expect.stringContaining('custom.'), expect.stringContaining('start(emit)')]);
  });

  it('tells the widget that somebody looks for help', async () => {
    const { noticed, seeking } = await begin();
    noticed[0]!.onSeeking(true);
    expect(seeking).toEqual([true]);
  });

  it('ends with shutdown', async () => {
    const { api, noticed, listenerCount } = await begin();
    api.shutdown();
    expect([noticed.length, listenerCount()]).toEqual([0, 0]);
  });

  it('keeps what was said to offers beside the person’s choices, and a reset keeps it', async () => {
    const { api, noticed, storage } = await begin();
    historyIn(noticed[0]!.wishes).write({ ...noOffers, never: true });
    expect(historyIn(noticed[0]!.wishes).read()).toMatchObject({ never: true, shownAt: [] });
    await api.consent('denied');
    await api.reset();
    expect(JSON.parse(storage.getItem('harmony:choice')!)).toMatchObject({
      pk_test: { detect: false, offers: { never: true } },
    });
  });

  it('a reset keeps what was refused, and none of what was agreed to', async () => {
    const { api, mounted, storage } = await begin({ consent: 'granted' });
    const kept = () => (JSON.parse(storage.getItem('harmony:choice') ?? '{}') as Record<string, unknown>).pk_test;
    mounted[0]!.wishes({ privacy: 'open', assistance: 'scheduled' });
    await api.reset();
    expect(kept()).toBeUndefined();
    mounted[0]!.wishes({ privacy: 'high' });
    mounted[0]!.consent({ detect: false, learn: false, publish: false });
    await api.reset();
    expect(kept()).toEqual({ privacy: 'high', detect: false, learn: false, publish: false });
  });

  it('tells the page what it noticed and offered, to listeners whole and to the window by ids', async () => {
    const { api, noticed, fired, mounted } = await begin();
    const offers: unknown[] = [];
    api.on('offer', (offer) => offers.push(offer));
    const known = { fingerprint: '0123456789abcd', articleId: 'a', title: 'T' };
    noticed[0]!.onOffer({ id: 'o', reasons: [], known });
    mounted[0]!.answerOffer('o', 'dismissed');
    expect(offers).toEqual([{ offerId: 'o', articleId: 'a' }]);
    expect(fired.map(({ type }) => type)).toEqual(['harmony:offer', 'harmony:offer-dismissed']);
  });
});
