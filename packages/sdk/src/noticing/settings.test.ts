import type { SiteConfig } from '@harmony-live/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from '../session/json.ts';
import { createWorld } from '../world.fixture.ts';
import { readSettings } from './settings.ts';

const gateRule = {
  id: 'r',
  principle: 'p',
  action: 'offer.show',
  requires: 'x',
  otherwise: 'rejected',
  explanation: '',
};
const whole = {
  ...createWorld().siteConfig,
  gate: [gateRule],
  offers: { isOn: true, hasCaps: true, isShadow: false, holdOutShare: 0.1, rules: [{ id: 'a', trigger: 'slow' }] },
  pages: { allow: ['/app/**'], deny: ['/app/pay'] },
  visitorShare: 0.5,
  detectors: { 'click.dead': { isOn: false }, 'click.rage': { weight: 20, limits: { clicks: 4 } } },
  threshold: 75,
  isDebugOn: true,
  known: [{ fingerprint: 'aaaaaaaa', articleId: 'article', title: 'Title' }],
};

/** As it comes over the wire. */
const read = (config: object) => {
  const wrong: string[] = [];
  const settings = readSettings(parseJson(JSON.stringify(config)) as SiteConfig, (field) => wrong.push(field));
  return { settings, wrong };
};

describe('what a site has set', () => {
  it('is taken as it is where all of it is sound, and what is absent stays so', () => {
    expect(read(whole)).toEqual({ settings: whole, wrong: [] });
    const { settings, wrong } = read(createWorld().siteConfig);
    expect(wrong).toEqual([]);
    expect([settings.pages, settings.visitorShare, settings.threshold]).toEqual([undefined, undefined, undefined]);
  });

  const broken: [string, object, Partial<SiteConfig>][] = [
    ['offers', { offers: undefined }, { offers: { isOn: false, hasCaps: true } }],
    ['offers', { offers: { ...whole.offers, isOn: 'yes' } }, { offers: { isOn: false, hasCaps: true } }],
    ['offers', { offers: { ...whole.offers, holdOutShare: 2 } }, { offers: { isOn: false, hasCaps: true } }],
    ['gate', { gate: 'none' }, { gate: [], offers: { isOn: false, hasCaps: true } }],
    ['gate', { gate: [null] }, { gate: [], offers: { isOn: false, hasCaps: true } }],
    ['known', { known: {} }, { known: [] }],
    ['known', { known: [7, ...whole.known] }, { known: whole.known }],
    ['detectors', { detectors: null }, { detectors: {} }],
    ['detectors', { detectors: [] }, { detectors: {} }],
    ['detectors.click.dead', { detectors: { 'click.dead': { isOn: 'no' } } }, { detectors: {} }],
    ['detectors.click.rage', { detectors: { 'click.rage': { limits: { clicks: 'x' } } } }, { detectors: {} }],
    ['threshold', { threshold: 'abc' }, {}],
    ['threshold', { threshold: null }, {}],
    ['threshold', { threshold: 1e9 }, {}],
    ['visitorShare', { visitorShare: '50%' }, { visitorShare: 0 }],
    ['pages', { pages: { allow: '/app' } }, { pages: { allow: [], deny: ['/**'] } }],
    ['pages', { pages: { allow: ['app'], deny: [] } }, { pages: { allow: [], deny: ['/**'] } }],
  ];
  it.each(broken)('in "%s" as %j is left out for the safe default, and named', (field, wrong, safe) => {
    const { settings, wrong: named } = read({ ...whole, ...wrong });
    expect(named).toContain(field);
    expect(settings).toMatchObject(safe);
    if (field === 'threshold') expect(settings).not.toHaveProperty('threshold');
  });

  it.each([
    { id: 'A', trigger: 'x' },
    { id: 'a' },
    { id: 'a', trigger: 'x', afterSeconds: 30 },
    { id: 'a', trigger: '.*' },
    { id: 'a', afterSeconds: 1 },
    { id: 'a', afterSeconds: 30, page: 'javascript:alert(1)' },
    'rule',
  ])('as the rule %j offers nothing, and the others do', (rule) => {
    const { settings, wrong } = read({ ...whole, offers: { ...whole.offers, rules: [rule, ...whole.offers.rules] } });
    expect(wrong).toEqual(['offers.rules']);
    expect(settings.offers.rules).toEqual(whole.offers.rules);
  });

  it('under __proto__ is no setting', () => {
    const text = JSON.stringify({ ...whole, detectors: {} }).replace(
      '"detectors":{}',
      '"detectors":{"__proto__":{"isOn":false}}',
    );
    const settings = readSettings(parseJson(text) as SiteConfig, () => {});
    expect(settings.detectors!['click.dead']).toBeUndefined();
    expect(({} as { isOn?: boolean }).isOn).toBeUndefined();
  });

  it('may be anything at all and never throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(whole)), fc.jsonValue(), (field, value) => {
        const { settings } = read({ ...whole, [field]: value });
        expect(Array.isArray(settings.known) && Array.isArray(settings.gate)).toBe(true);
        expect(typeof settings.offers.isOn).toBe('boolean');
      }),
    );
  });
});
