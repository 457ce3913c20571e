import type { OfferRule } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { createPage, watchWith } from '../detection/world.fixture.ts';
import { createTeamRules } from './team-rules.ts';

const begin = (...rules: OfferRule[]) => {
  const world = createPage('', 'https://app.test/pricing');
  const due: string[] = [];
  const team = createTeamRules(
    rules,
    () => world.page.location.pathname,
    ({ id }, seconds) => void due.push(`${id} ${seconds}`),
  );
  const look = (state: 'visible' | 'hidden'): void => {
    Object.defineProperty(world.page.document, 'visibilityState', { value: state, configurable: true });
    world.fire(world.page.document, 'visibilitychange');
  };
  Object.defineProperty(world.page.document, 'visibilityState', { value: 'visible', configurable: true });
  return { ...watchWith(team.detector, world), team, due, look };
};

describe('a team’s own rule', () => {
  it('offers after its time on its page, once', () => {
    const { pass, due } = begin({ id: 'pricing', page: '/pricing', afterSeconds: 30 });
    pass(29_900);
    expect(due).toEqual([]);
    pass(200);
    expect(due).toEqual(['pricing 30']);
    pass(600_000);
    expect(due).toHaveLength(1);
  });

  it('counts only the time in which the page is looked at', () => {
    const { pass, due, look } = begin({ id: 'any', afterSeconds: 30 });
    pass(20_000);
    look('hidden');
    pass(3_600_000);
    look('visible');
    pass(9_900);
    expect(due).toEqual([]);
    pass(200);
    expect(due).toEqual(['any 30']);
  });

  it('begins anew on each page of its kind, and waits on none of another', () => {
    const { pass, due, say } = begin({ id: 'plans', page: '/pricing/**', afterSeconds: 30 });
    pass(20_000);
    say.page('/pricing', '/pricing/team');
    pass(20_000);
    say.page('/pricing/team', '/invoices');
    pass(60_000);
    expect(due).toEqual([]);
    say.page('/invoices', '/pricing/team');
    pass(30_100);
    expect(due).toEqual(['plans 30']);
  });

  it('goes on counting where only the query changes', () => {
    const { pass, due, say } = begin({ id: 'any', afterSeconds: 30 });
    pass(20_000);
    say.page('/pricing', '/pricing?plan=team', 'replace');
    pass(10_100);
    expect(due).toEqual(['any 30']);
  });

  it('waits for its name, on its page', () => {
    const { team } = begin(
      { id: 'export', trigger: 'export.failed', page: '/pricing' },
      { id: 'x', trigger: 'other', page: '/x' },
    );
    expect(team.triggered('export.failed')?.id).toBe('export');
    expect(team.triggered('other')).toBeUndefined();
    expect(team.triggered('unheard-of')).toBeUndefined();
  });
});
