import { describe, expect, it } from 'vitest';
import type { HarmonyOptions } from '../api/options.ts';
import { createWorld } from '../world.fixture.ts';
import { lookEveryMs } from './watch.ts';

const address = '/v1/config?site=pk_test';

const begin = async (answer?: () => Response, options: Partial<HarmonyOptions> = {}) => {
  const world = createWorld();
  if (answer) world.world.answers.set(address, answer);
  const api = world.copy();
  api.init({ site: 'pk_test', ...options });
  await world.settle();
  return { api, ...world };
};
const { siteConfig } = createWorld();

describe('an answer that is no configuration', () => {
  it.each([
    ['null', () => new Response('null')],
    ['a page of HTML', () => new Response('<!doctype html><title>Sign in</title>')],
    ['a list', () => Response.json([siteConfig])],
    ['a text', () => Response.json('isOn')],
    ['nothing', () => new Response('')],
    ['more than 64 KB', () => Response.json({ ...siteConfig, site: { name: 'x'.repeat(65_536) } })],
  ])('(%s) brings nothing, is told once, and is asked for again', async (_, answer) => {
    const { mounted, noticed, warnings, world, runTimers, settle } = await begin(answer);
    expect([mounted.length, noticed.length, warnings.length]).toEqual([0, 0, 1]);
    world.answers.set(address, () => Response.json(siteConfig));
    runTimers();
    await settle();
    expect([mounted.length, noticed.length, warnings.length]).toEqual([1, 1, 1]);
  });

  it('later changes nothing', async () => {
    const { mounted, destroyed, world, runTimers, settle } = await begin();
    world.answers.set(address, () => new Response('null'));
    world.now += lookEveryMs;
    runTimers();
    await settle();
    expect([mounted.length, destroyed.length]).toEqual([1, 0]);
  });
});

describe('a field of the wrong kind', () => {
  it.each([
    ['site.name', { site: null }],
    ['site.name', { site: { name: 7 } }],
    ['consent.default', { consent: { default: 'yes', textVersion: '1' } }],
    ['consent.textVersion', { consent: { default: 'required' } }],
    ['reachable', { reachable: 'perhaps' }],
    ['reachableCount', { reachableCount: '2' }],
  ])('(%s) is named once, and the page has its safe default', async (field, wrong) => {
    const { mounted, noticed, warnings } = await begin(() => Response.json({ ...siteConfig, ...wrong }));
    expect(warnings).toEqual([expect.stringContaining(`"${field}"`)]);
    expect(noticed[0]!.maySend()).toBe(false);
    expect(mounted[0]!.config).toMatchObject({ site: { name: expect.any(String) }, branding: { color: null } });
  });

  it.each([{ isOn: 'true' }, { isOn: 1 }, { isOn: null }, { isOn: undefined }])('%j is not on', async (wrong) => {
    const { mounted, noticed, warnings } = await begin(() => Response.json({ ...siteConfig, ...wrong }));
    expect([mounted.length, noticed.length]).toEqual([0, 0]);
    expect(warnings).toEqual([expect.stringContaining('"isOn"')]);
  });

  it('under __proto__ is no field', async () => {
    const text = JSON.stringify({ ...siteConfig, consent: undefined }).replace(
      '{',
      '{"__proto__":{"consent":{"default":"granted","textVersion":"1"},"isOn":true},',
    );
    const { noticed } = await begin(() => new Response(text));
    expect(noticed[0]!.maySend()).toBe(false);
    expect(({} as { isOn?: boolean }).isOn).toBeUndefined();
  });
});

describe('the kill switch', () => {
  const thrown = () => Response.json({ ...siteConfig, isOn: false });
  const asked = (paths: () => (string | undefined)[]): number => paths().filter((path) => path === '/v1/config').length;

  it('takes everything away at the next look, for good, while somebody is here', async () => {
    const { api, destroyed, noticed, world, runTimers, settle, paths, fire } = await begin();
    world.answers.set(address, thrown);
    world.now += lookEveryMs;
    runTimers();
    await settle();
    expect([destroyed.length, noticed.length]).toEqual([1, 0]);
    const before = asked(paths);
    world.now += lookEveryMs;
    fire('pointerdown', {});
    runTimers();
    await settle();
    expect(asked(paths)).toBe(before);
    await expect(api.open()).rejects.toMatchObject({ code: 'widget/unavailable' });
  });

  it('is not looked for where nothing happens or nobody sees it, and first of all when somebody comes back', async () => {
    const { destroyed, world, runTimers, settle, paths, fire } = await begin();
    const passTwice = async () => {
      for (const _ of [1, 2]) {
        world.now += lookEveryMs;
        runTimers();
        await settle();
      }
    };
    await passTwice();
    expect(asked(paths)).toBe(2);
    await passTwice();
    expect(asked(paths)).toBe(2);
    world.isVisible = false;
    fire('visibilitychange', {});
    await passTwice();
    expect(asked(paths)).toBe(2);
    world.answers.set(address, thrown);
    world.isVisible = true;
    fire('visibilitychange', {});
    await settle();
    expect([asked(paths), destroyed.length]).toEqual([3, 1]);
  });

  it('is looked for again and again while somebody works', async () => {
    const { world, runTimers, settle, paths, fire } = await begin();
    for (const _ of [1, 2, 3, 4]) {
      fire('keydown', {});
      world.now += lookEveryMs;
      runTimers();
      await settle();
    }
    expect(asked(paths)).toBe(5);
  });

  it('is not looked for where there is nothing to take away', async () => {
    const { world, runTimers, settle, paths, fire } = await begin(undefined, { consent: 'denied', bubble: 'hide' });
    fire('keydown', {});
    world.now += lookEveryMs;
    runTimers();
    await settle();
    expect(asked(paths)).toBe(1);
  });

  it('of consent works in the same way: a site that no longer grants hears nothing more', async () => {
    const granted = { ...siteConfig, consent: { default: 'granted', textVersion: '1' } };
    const { noticed, names, world, runTimers, settle } = await begin(() => Response.json(granted));
    expect(noticed[0]!.maySend()).toBe(true);
    world.answers.set(address, () =>
      Response.json({ ...siteConfig, consent: { default: 'denied', textVersion: '1' } }),
    );
    world.now += lookEveryMs;
    runTimers();
    await settle();
    expect([noticed.length, names()]).toEqual([0, []]);
  });
});

describe('the host’s own reasons', () => {
  it('wait for the part that notices, twenty at most, and go nowhere where nothing may be noticed', async () => {
    const world = createWorld();
    const api = world.copy();
    api.init({ site: 'pk_test' });
    for (let at = 0; at < 25; at += 1) api.trigger(`reason-${at}`);
    await world.settle();
    expect(world.triggered).toHaveLength(20);
    api.trigger('checkout.slow-2');
    expect(world.triggered.at(-1)).toBe('checkout.slow-2');
    await api.consent('denied');
    api.trigger('after');
    await api.consent({ detect: true });
    await world.settle();
    expect(world.triggered).not.toContain('after');
  });

  it.each(['Big', 'a b', '-a', 'a-', 'a..b', '', 'x'.repeat(51), 7.5e30, {}])(
    'named %j are refused with what a name is',
    async (name) => {
      const { api, triggered, warnings } = await begin();
      api.trigger(name as never);
      expect(triggered).toEqual([]);
      expect(warnings).toEqual([expect.stringContaining('50 characters')]);
    },
  );
});
