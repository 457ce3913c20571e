import { describe, expect, it } from 'vitest';
import type { HarmonyOptions } from '../api/options.ts';
import { createWorld } from '../world.fixture.ts';

const begin = async (options: Partial<HarmonyOptions> = {}, world = createWorld()) => {
  const api = world.copy();
  api.init({ site: 'pk_test', ...options });
  await world.settle();
  return { api, ...world };
};

/** The server answers visits only when it is told to. */
const holdVisits = (world: ReturnType<typeof createWorld>) => {
  const answer = world.world.answers.get('/v1/visits')!;
  let go = (): void => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  const { fetch } = world.env;
  world.env.fetch = async (url, init) => {
    const response = await fetch(url, init);
    if (url.endsWith('/v1/visits')) await held;
    return response;
  };
  world.world.answers.set('/v1/visits', answer);
  return () => {
    go();
    return world.settle();
  };
};

describe('what the person says', () => {
  it('is kept with how and by which text, and each purpose is recorded by itself', async () => {
    const { api, sent, storage } = await begin();
    await api.consent({ detect: true, learn: false });
    expect(sent.at(-1)).toMatchObject({
      path: '/v1/visits',
      body: { consent: { state: 'on', how: 'api', textVersion: '1', purposes: { detect: true, learn: false } } },
    });
    await api.consent({ publish: true });
    expect(sent.at(-1)).toMatchObject({
      path: '/v1/consent',
      body: { purposes: { publish: true }, how: 'api', textVersion: '1' },
    });
    expect(JSON.parse(storage.getItem('harmony:choice')!).pk_test).toEqual({
      ...{ detect: true, learn: false, publish: true, how: 'api', text: '1' },
    });
  });

  it('before anybody was known travels with their first visit, a grant only where it holds', async () => {
    const { api, mounted, sent, paths } = await begin();
    await api.consent({ learn: true });
    expect(paths()).toEqual(['/v1/config']);
    await mounted[0]!.startVisit();
    expect(sent.at(-1)!.body!.consent).toMatchObject({ state: 'local', purposes: { learn: true } });

    const denied = createWorld();
    denied.storage.setItem('harmony:choice', JSON.stringify({ pk_test: { detect: true } }));
    const page = await begin({ consent: 'denied' }, denied);
    await page.mounted[0]!.startVisit();
    expect(page.sent.at(-1)!.body!.consent).toEqual({ state: 'off', how: 'help-request', textVersion: '1' });
  });

  it('in the widget is recorded as said there, and by the text that was agreed to, also on the next page', async () => {
    const world = createWorld();
    const { api, mounted, sent } = await begin({}, world);
    expect(mounted[0]!.asksConsent()).toBe(true);
    mounted[0]!.consent({ detect: true });
    await world.settle();
    expect(sent.at(-1)!.body!.consent).toMatchObject({ state: 'on', how: 'widget', purposes: { detect: true } });
    expect(mounted[0]!.asksConsent()).toBe(false);
    api.shutdown();
    world.world.answers.set('/v1/config?site=pk_test', () =>
      Response.json({ ...world.siteConfig, consent: { default: 'required', textVersion: '2' } }),
    );
    await begin({}, world);
    expect(sent.at(-1)!.body!.consent).toMatchObject({ state: 'on', how: 'widget', textVersion: '1' });
  });

  it('is not asked for where the page asks by itself, nor where the state is settled', async () => {
    const { api, mounted } = await begin();
    await api.consent({ learn: false });
    expect(mounted[0]!.asksConsent()).toBe(false);
    for (const consent of ['granted', 'denied'] as const)
      expect((await begin({ consent })).mounted[0]!.asksConsent()).toBe(false);
    const world = createWorld({}, { gpc: true, dnt: false });
    expect((await begin({}, world)).mounted[0]!.asksConsent()).toBe(false);
  });

  it.each(['yes', true, null, undefined, 7, {}, { detect: 'yes' }, { marketing: true }, []])(
    'as %j is nothing, and a warning says what is',
    async (wish) => {
      const { api, warnings, storage, paths } = await begin();
      await api.consent(wish as never);
      expect(warnings).toEqual([expect.stringMatching(/'granted', 'denied' or \{ detect, learn, publish \}/)]);
      expect([storage.length, paths()]).toEqual([0, ['/v1/config']]);
    },
  );

  it('is taken as far as it is understood, with a warning about the rest', async () => {
    const { api, warnings, noticed } = await begin();
    await api.consent({ detect: false, marketing: true } as never);
    expect([noticed.length, warnings.length]).toEqual([0, 1]);
  });
});

describe('who chose High in the widget', () => {
  const refused = { detect: false, learn: false, publish: false };
  const chosen = async () => {
    const begun = await begin({ consent: 'granted' });
    begun.mounted[0]!.wishes({ privacy: 'high' });
    begun.mounted[0]!.consent(refused);
    await begun.settle();
    return begun;
  };

  it.each(['granted', { detect: true }, { learn: true, publish: true }] as const)(
    'is not overruled by a page that says %j',
    async (wish) => {
      const { api, mounted, sent, noticed } = await chosen();
      const before = sent.length;
      await api.consent(wish);
      expect([sent.length, noticed.length]).toEqual([before, 0]);
      expect(mounted[0]!.wishes()).toMatchObject(refused);
    },
  );

  it('is heard by the page that refuses for them, and grants again once they have taken it back', async () => {
    const { api, mounted, noticed, warnings } = await chosen();
    await api.consent({ detect: true, learn: false });
    expect(mounted[0]!.wishes()).toMatchObject(refused);
    mounted[0]!.wishes({ privacy: 'standard' });
    await api.consent({ detect: true });
    expect(noticed).toHaveLength(1);
    expect(mounted[0]!.wishes()).toMatchObject({ detect: true, learn: false });
    expect(warnings).toEqual([]);
  });
});

describe('a withdrawal', () => {
  it('is one request, then silence; nothing but the choice is kept, in the device or the tab', async () => {
    const { api, sent, names, tab, noticed, env, fire, runTimers, settle } = await begin({ consent: 'granted' });
    env.tab.setItem('harmony:pk_test:pages', '[]');
    env.tab.setItem('harmony:pk_test:queue', '[]');
    env.tab.setItem('of-the-page', 'stays');
    const before = sent.length;
    const done = api.consent('denied');
    expect([noticed.length, names(), tab.length]).toEqual([0, ['harmony:choice'], 1]);
    await done;
    expect(sent.slice(before)).toMatchObject([{ path: '/v1/consent', body: { purposes: { detect: false } } }]);
    for (const type of ['pointerdown', 'visibilitychange', 'pagehide', 'online']) fire(type, {});
    runTimers();
    await settle();
    expect(sent.slice(before + 1).filter(({ path }) => !path.startsWith('/v1/config'))).toEqual([]);
  });

  it('while the visit of a grant still starts is what the server hears last, once', async () => {
    const world = createWorld();
    const go = holdVisits(world);
    const { api, sent, names } = await begin({}, world);
    const granted = api.consent('granted');
    await world.settle();
    const denied = api.consent('denied');
    await go();
    await Promise.all([granted, denied]);
    expect(sent.map(({ path, body }) => [path.split('?')[0], body?.purposes])).toEqual([
      ['/v1/config', undefined],
      ['/v1/visits', undefined],
      ['/v1/consent', { detect: false, learn: false, publish: false }],
    ]);
    expect(names()).toEqual(['harmony:choice']);
    await world.settle();
    expect(sent).toHaveLength(3);
  });

  it('while the first visit of a site that grants still starts is heard, too', async () => {
    const world = createWorld();
    const go = holdVisits(world);
    const { api, sent, names } = await begin({ consent: 'granted' }, world);
    const denied = api.consent('denied');
    await go();
    await denied;
    expect(sent.slice(1)).toMatchObject([
      { path: '/v1/visits', body: { consent: { state: 'on' } } },
      { path: '/v1/consent', body: { purposes: { detect: false } } },
    ]);
    expect(names()).toEqual(['harmony:choice']);
  });

  it('before the configuration is there leaves nothing to send', async () => {
    const world = createWorld();
    const answer = world.world.answers.get('/v1/config?site=pk_test')!;
    world.world.answers.delete('/v1/config?site=pk_test');
    const { api, paths } = await begin({}, world);
    const granted = api.consent('granted');
    await api.consent('denied');
    world.world.answers.set('/v1/config?site=pk_test', answer);
    world.runTimers();
    await granted;
    expect(new Set(paths())).toEqual(new Set(['/v1/config']));
  });

  it('that is taken back at once leaves the grant', async () => {
    const { api, sent, noticed } = await begin({ consent: 'granted' });
    const denied = api.consent('denied');
    await api.consent('granted');
    await denied;
    expect(noticed).toHaveLength(1);
    expect(sent.at(-1)).toMatchObject({ path: '/v1/consent', body: { purposes: { detect: true } } });
  });

  it('in the middle of an outage stops everything all the same', async () => {
    const { api, world, noticed, names } = await begin({ consent: 'granted' });
    world.answers.delete('/v1/consent');
    await api.consent('denied');
    expect([noticed.length, names()]).toEqual([0, ['harmony:choice']]);
  });
});

describe('a choice in another tab', () => {
  const say = (world: ReturnType<typeof createWorld>, choice: object | null) => {
    if (choice === null) world.storage.removeItem('harmony:choice');
    else world.storage.setItem('harmony:choice', JSON.stringify({ pk_test: choice }));
    world.fire('storage', { key: 'harmony:choice', newValue: '' });
  };

  it('stops noticing here at once, without a request, and leaves nothing', async () => {
    const world = createWorld();
    const { noticed, sent, names } = await begin({ consent: 'granted' }, world);
    world.env.tab.setItem('harmony:pk_test:queue', '[]');
    const before = sent.length;
    say(world, { detect: false });
    expect([noticed.length, names(), world.tab.length]).toEqual([0, ['harmony:choice'], 0]);
    await world.settle();
    expect(sent).toHaveLength(before);
  });

  it('lets signals go from here, against a tag that was written before it', async () => {
    const world = createWorld();
    const { noticed } = await begin({ consent: 'denied' }, world);
    say(world, { detect: true });
    await world.settle();
    expect(noticed[0]!.maySend()).toBe(true);
  });

  it('that was wiped away is no choice any more', async () => {
    const world = createWorld();
    const { api, noticed } = await begin({}, world);
    await api.consent('granted');
    say(world, null);
    expect(noticed[0]!.maySend()).toBe(false);
  });

  it('about offers changes nothing of consent', async () => {
    const world = createWorld();
    world.storage.setItem('harmony:choice', JSON.stringify({ pk_test: { detect: true } }));
    const { noticed } = await begin({ consent: 'denied' }, world);
    say(world, { detect: true, offers: { never: true } });
    expect(noticed).toHaveLength(0);
  });
});

describe('reset', () => {
  it('ends what a grant allowed, forgets what was noticed, and leaves nothing in the tab', async () => {
    const { api, noticed, env, tab, names } = await begin();
    await api.consent('granted');
    const before = noticed[0];
    env.tab.setItem('harmony:pk_test:reloads', '[]');
    await api.reset();
    expect(noticed).toHaveLength(1);
    expect(noticed[0]).not.toBe(before);
    expect(noticed[0]!.maySend()).toBe(false);
    expect([tab.length, names()]).toEqual([0, []]);
  });
});

describe('a page that writes on Object.prototype', () => {
  it('grants nothing by it, and sends nothing elsewhere', async () => {
    const pollution = {
      ...{ detect: true, consent: 'granted', host: 'https://evil.test', user: 'a.b.c', body: 'x', token: 'x' },
      ...{ isOn: true, pk_test: { detect: true }, method: 'DELETE', never: true, learn: true },
    };
    const world = createWorld();
    Object.assign(Object.prototype, pollution);
    try {
      const { noticed, sent } = await begin({}, world);
      expect(noticed[0]!.maySend()).toBe(false);
      expect(sent).toEqual([{ path: '/v1/config?site=pk_test', body: undefined, authorization: undefined }]);
    } finally {
      for (const name of Object.keys(pollution)) delete (Object.prototype as Record<string, unknown>)[name];
    }
  });
});
