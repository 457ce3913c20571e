import { describe, expect, it } from 'vitest';
import { createSiteCache, siteTtlMs } from './site-cache.ts';
import type { SiteRow } from '../store.ts';

const arrange = () => {
  const time = { now: 0 };
  const reads: string[] = [];
  const site = { id: 'site-1', key: 'pk_one', isOn: true } as SiteRow;
  const cache = createSiteCache(
    {
      byKey: async (key) => {
        reads.push(key);
        if (key === 'pk_broken') throw new Error('the database is away');
        return key === site.key ? { ...site } : undefined;
      },
      byId: async (id) => {
        reads.push(id);
        return id === site.id ? { ...site } : undefined;
      },
    },
    { now: () => time.now },
  );
  return { cache, reads, site, time };
};

describe('sites at hand', () => {
  it('are read once, also when asked for at the same time', async () => {
    const { cache, reads } = arrange();
    await Promise.all([cache.byKey('pk_one'), cache.byKey('pk_one')]);
    await cache.byKey('pk_one');
    expect(reads).toEqual(['pk_one']);
  });

  it('are read again within the minute, so that the kill switch works', async () => {
    const { cache, site, time } = arrange();
    await cache.byKey('pk_one');
    site.isOn = false;
    time.now += siteTtlMs;
    expect(siteTtlMs).toBeLessThanOrEqual(60_000);
    expect((await cache.byKey('pk_one'))?.isOn).toBe(false);
  });

  it('are forgotten at once when changed here, by key and by id', async () => {
    const { cache, reads } = arrange();
    await cache.byKey('pk_one');
    await cache.byId('site-1');
    cache.forget('site-1');
    await Promise.resolve();
    await cache.byKey('pk_one');
    await cache.byId('site-1');
    expect(reads).toEqual(['pk_one', 'site-1', 'pk_one', 'site-1']);
  });

  it('remember that a key is unknown', async () => {
    const { cache, reads } = arrange();
    expect(await cache.byKey('pk_none')).toBeUndefined();
    expect(await cache.byKey('pk_none')).toBeUndefined();
    expect(reads).toHaveLength(1);
  });

  it('do not remember a failure', async () => {
    const { cache, reads } = arrange();
    await expect(cache.byKey('pk_broken')).rejects.toThrow();
    await expect(cache.byKey('pk_broken')).rejects.toThrow();
    expect(reads).toHaveLength(2);
  });
});
