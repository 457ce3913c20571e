import { describe, expect, it, vi } from 'vitest';
import { createWorld } from '../world.fixture.ts';
import type { HarmonyOptions } from './options.ts';

const begin = async (options: Partial<HarmonyOptions> = {}, world = createWorld()) => {
  const api = world.copy();
  api.init({ site: 'pk_test', ...options });
  await world.settle();
  return { api, ...world };
};

describe('before consent or an action', () => {
  it('asks for the configuration alone, keeps nothing, and shows the widget', async () => {
    const { paths, names, mounted } = await begin();
    expect(paths()).toEqual(['/v1/config']);
    expect(names()).toEqual([]);
    expect(mounted).toHaveLength(1);
  });

  it('does the same where the site grants by default but the browser says Global Privacy Control', async () => {
    const world = createWorld({ consent: { default: 'granted', textVersion: '1' } }, { gpc: true, dnt: false });
    const { paths, names } = await begin({}, world);
    expect(paths()).toEqual(['/v1/config']);
    expect(names()).toEqual([]);
  });

  it('keeps the bubble away where the tag hides it, and brings the widget for open()', async () => {
    const { api, mounted, opened } = await begin({ bubble: 'hide' });
    expect(mounted).toHaveLength(0);
    await api.open();
    expect(opened).toHaveLength(1);
  });

  it('shows nothing where the kill switch is thrown, and says so to who asks for help', async () => {
    const { api, mounted } = await begin({}, createWorld({ isOn: false }));
    expect(mounted).toHaveLength(0);
    await expect(api.requestHelp()).rejects.toMatchObject({ code: 'widget/unavailable' });
  });
});

describe('consent', () => {
  it('starts a visit and keeps the key once it is granted', async () => {
    const { api, sent, names } = await begin();
    await api.consent('granted');
    expect(sent.find(({ path }) => path === '/v1/visits')?.body?.consent).toMatchObject({ state: 'on', how: 'api' });
    expect(names()).toEqual(['harmony:choice', 'harmony:pk_test:visitor']);
  });

  it('is withdrawn with one request, and leaves only the refusal on the device', async () => {
    const { api, sent, paths, names, storage } = await begin({ consent: 'granted' });
    expect(names()).toEqual(['harmony:pk_test:visitor']);
    const before = sent.length;
    await api.consent('denied');
    expect(paths().slice(before)).toEqual(['/v1/consent']);
    expect(names()).toEqual(['harmony:choice']);
    expect(JSON.parse(storage.getItem('harmony:choice')!)).toMatchObject({ pk_test: { detect: false } });
  });

  it('is withdrawn by the visit itself where the token has run out: still one request', async () => {
    const { api, sent, names, world } = await begin({ consent: 'granted' });
    world.now += 20 * 60_000;
    const before = sent.length;
    await api.consent('denied');
    expect(sent.slice(before)).toMatchObject([{ path: '/v1/visits', body: { consent: { state: 'off', how: 'api' } } }]);
    expect(names()).toEqual(['harmony:choice']);
  });

  it('sends nothing when somebody refuses who was never known', async () => {
    const { api, paths } = await begin();
    await api.consent('denied');
    expect(paths()).toEqual(['/v1/config']);
  });

  it('keeps the visitor key while help is open, whatever was withdrawn, and drops it at the end', async () => {
    const { api, mounted, names } = await begin({ consent: 'granted' });
    mounted[0]!.setHelpOpen(true);
    await api.consent('denied');
    expect(names()).toContain('harmony:pk_test:visitor');
    mounted[0]!.setHelpOpen(false);
    expect(names()).toEqual(['harmony:choice']);
  });
});

describe('help', () => {
  it('starts a visit that grants nothing, and keeps nothing before a request is open', async () => {
    const { mounted, sent, names } = await begin();
    await mounted[0]!.startVisit();
    expect(sent.at(-1)).toMatchObject({
      path: '/v1/visits',
      body: { consent: { state: 'local', how: 'help-request' } },
    });
    expect(names()).toEqual([]);
    mounted[0]!.setHelpOpen(true);
    expect(names()).toEqual(['harmony:pk_test:visitor']);
  });

  it('shares one visit between callers at the same time, and renews it when the token runs out', async () => {
    const { mounted, paths, world } = await begin();
    await Promise.all([mounted[0]!.startVisit(), mounted[0]!.startVisit()]);
    expect(paths()).toEqual(['/v1/config', '/v1/visits']);
    world.now += 15 * 60_000;
    expect((await mounted[0]!.startVisit()).token).toBe('token-2');
  });

  it('goes on anonymously where the host’s token is refused, and warns', async () => {
    const world = createWorld();
    const answer = world.world.answers.get('/v1/visits')!;
    world.world.answers.set('/v1/visits', () =>
      world.sent.at(-1)?.body?.user === undefined
        ? answer()
        : Response.json({ type: 'urn:harmony:problem:token/expired', detail: 'It has expired.' }, { status: 401 }),
    );
    const { mounted, warnings } = await begin({ user: 'a.b.c' }, world);
    await expect(mounted[0]!.startVisit()).resolves.toMatchObject({ visitorId: 'visitor-1' });
    expect(warnings.join()).toContain('Harmony.identify');
  });

  it('forgets the visitor on reset: key, open request, app state, and a widget that knew them', async () => {
    const { api, mounted, destroyed, names, storage, noticed } = await begin();
    const before = noticed[0];
    api.context({ plan: 'pro' });
    await mounted[0]!.startVisit();
    mounted[0]!.setHelpOpen(true);
    storage.setItem('harmony:pk_test:request', 'request-1');
    await api.reset();
    expect(names()).toEqual([]);
    expect(destroyed).toHaveLength(1);
    expect(mounted[1]!.token()).toBeNull();
    expect(mounted[1]!.attachable().app).toBeUndefined();
    expect(noticed).toHaveLength(1);
    expect(noticed[0]).not.toBe(before);
  });
});

describe('another tab', () => {
  const noteRequest = (world: ReturnType<typeof createWorld>, site: string) => {
    world.storage.setItem(`harmony:${site}:visitor`, 'key-of-the-other-tab');
    world.storage.setItem(`harmony:${site}:request`, 'request-1');
    world.fire('storage', { key: `harmony:${site}:request`, newValue: 'request-1' });
  };

  it('began help: this one goes on with it, as the same visitor, and keeps what the other wrote down', async () => {
    const world = createWorld();
    const { mounted, resumed, sent, names } = await begin({}, world);
    noteRequest(world, 'pk_test');
    await world.settle();
    expect(resumed).toEqual(mounted);
    await mounted[0]!.resumeVisit();
    expect(sent.at(-1)).toMatchObject({ path: '/v1/visits', body: { visitorKey: 'key-of-the-other-tab' } });
    expect(names()).toEqual(['harmony:pk_test:visitor', 'harmony:pk_test:request']);
  });

  it('began help on another site of the same origin: that is none of this one’s business', async () => {
    const world = createWorld();
    const { api, mounted, resumed, names } = await begin({}, world);
    noteRequest(world, 'pk_other');
    await world.settle();
    expect(resumed).toEqual([]);
    await expect(mounted[0]!.resumeVisit()).resolves.toBeNull();
    await api.reset();
    expect(names()).toEqual(['harmony:pk_other:visitor', 'harmony:pk_other:request']);
  });

  it('said no on another site of the same origin: each site has the choice that was made on it', async () => {
    const world = createWorld();
    const { api, storage } = await begin({}, world);
    storage.setItem('harmony:choice', JSON.stringify({ pk_other: { detect: false } }));
    await api.consent('granted');
    expect(JSON.parse(storage.getItem('harmony:choice')!)).toMatchObject({
      pk_other: { detect: false },
      pk_test: { detect: true },
    });
  });
});

describe('the page', () => {
  it('is told once, with what to change, when the widget is blocked, and help is refused with a code', async () => {
    const world = createWorld();
    world.world.failWidget = new TypeError('Failed to fetch dynamically imported module');
    const { api, warnings } = await begin({}, world);
    world.runTimers();
    await world.settle();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('script-src');
    const asked = api.requestHelp();
    await world.settle();
    world.runTimers();
    await expect(asked).rejects.toMatchObject({ code: 'widget/unavailable' });
    expect(warnings).toHaveLength(1);
  });

  it('is told once when the server cannot be reached, and help comes with the network', async () => {
    const world = createWorld();
    const answer = world.world.answers.get('/v1/config?site=pk_test')!;
    world.world.answers.delete('/v1/config?site=pk_test');
    const { warnings, mounted } = await begin({}, world);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('connect-src');
    world.world.answers.set('/v1/config?site=pk_test', answer);
    world.runTimers();
    await world.settle();
    expect(mounted).toHaveLength(1);
  });

  it('never meets an exception of ours or of its own listeners', async () => {
    const { api, warnings, mounted, fired } = await begin();
    const heard = vi.fn();
    api.on('matched', () => {
      throw new Error('the host’s own');
    });
    api.on('matched', heard);
    mounted[0]!.emit('matched', { requestId: 'r', conversationId: 'c', at: 'now' });
    expect(heard).toHaveBeenCalledOnce();
    expect(fired).toEqual([{ type: 'harmony:matched', detail: { requestId: 'r', conversationId: 'c', at: 'now' } }]);
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    api.context(circle);
    api.on('nothing-such' as never, () => {});
    api.init({ site: 'pk_test' });
    expect(warnings).toHaveLength(4);
  });

  it('carries one copy: the second stands down with a warning', async () => {
    const world = createWorld();
    await begin({}, world);
    const second = world.copy();
    second.init({ site: 'pk_test' });
    await world.settle();
    expect(world.mounted).toHaveLength(1);
    expect(world.warnings).toEqual([expect.stringContaining('another copy')]);
  });

  it('is as before after shutdown, and may start again', async () => {
    const { api, destroyed, mounted, listenerCount, settle } = await begin();
    api.shutdown();
    expect(destroyed).toHaveLength(1);
    expect(listenerCount()).toBe(0);
    api.report(new Error('late'));
    api.close();
    api.init({ site: 'pk_test' });
    await settle();
    expect(mounted).toHaveLength(2);
  });
});
