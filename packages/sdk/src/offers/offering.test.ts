import type { OfferReport, SiteConfig } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { noOffers } from './history.ts';
import { createOffering } from './offering.ts';

type Config = Pick<SiteConfig, 'gate' | 'offers' | 'known'>;

const begin = (
  offers: Partial<Config['offers']> = {},
  more: { isHeldOut?: boolean; hasRoom?: boolean; tab?: Map<string, string> } = {},
) => {
  const known = { fingerprint: 'bbbbbbbb', articleId: 'article-1', title: 'Saving' };
  const config: Config = { gate: [], offers: { isOn: true, hasCaps: true, ...offers }, known: [known] };
  const shown: unknown[] = [];
  const fates: string[] = [];
  const reports: OfferReport[] = [];
  let history = noOffers;
  let ids = 0;
  let paused = (): void => {};
  const offering = createOffering({
    config: () => config,
    history: { read: () => history, write: (next) => (history = next) },
    moments: { isCalm: () => true, wait: (fn) => (paused = fn) },
    now: () => Date.parse('2026-03-02T09:00:00Z'),
    newId: () => `offer-${++ids}`,
    kept: () =>
      more.tab === undefined
        ? null
        : {
            getItem: (name) => more.tab!.get(name) ?? null,
            setItem: (name, value) => void more.tab!.set(name, value),
          },
    isHeldOut: () => more.isHeldOut ?? false,
    show: async (offer) => {
      shown.push(offer);
      return more.hasRoom ?? true;
    },
    onOffer: () => {},
    told: (fate) => void fates.push(fate),
    report: (report) => void reports.push(report),
  });
  const occur = async (what: Partial<Parameters<typeof offering.propose>[0]> = {}): Promise<void> => {
    paused = () => {};
    offering.propose({ reasons: [], fingerprints: ['aaaaaaaa', 'bbbbbbbb'], page: '/p', struggleId: 's1', ...what });
    paused();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { offering, occur, shown, fates, reports, history: () => history };
};

describe('an offer', () => {
  it('is shown at a pause with what is known, counted, and told with its struggle', async () => {
    const { occur, shown, fates, reports, history } = begin();
    await occur();
    expect(shown).toMatchObject([{ id: 'offer-1', known: { articleId: 'article-1' } }]);
    expect(fates).toEqual(['waiting', 'shown']);
    expect(history().shownAt).toHaveLength(1);
    expect(reports).toEqual([
      {
        ...{ id: 'offer-1', at: '2026-03-02T09:00:00.000Z', page: '/p', fate: 'shown' },
        ...{ struggleId: 's1', articleId: 'article-1' },
      },
    ]);
  });

  it('is told again, whole, with its answer; what follows an answer only where it may', async () => {
    const { occur, offering, reports, history } = begin();
    await occur();
    for (const answer of ['ignored', 'accepted', 'helped', 'dismissed'] as const) offering.answered(answer);
    expect(reports.map(({ id, answer }) => `${id} ${answer ?? '–'}`)).toEqual([
      'offer-1 –',
      'offer-1 ignored',
      'offer-1 accepted',
      'offer-1 helped',
    ]);
    expect(history().dismissals).toBe(0);
  });

  it('is made to nobody in shadow, and it is said that it would have been: as often as it would have', async () => {
    const { occur, shown, fates, reports, history } = begin({ isOn: false, isShadow: true });
    await occur();
    await occur();
    expect(shown).toEqual([]);
    expect(history()).toEqual(noOffers);
    expect(fates).toEqual(['waiting', 'shadow', 'capped']);
    expect(reports).toMatchObject([{ fate: 'shadow', struggleId: 's1' }]);
  });

  it('is not made to who is held out, and counts there as it counts elsewhere', async () => {
    const { occur, shown, fates, reports } = begin({}, { isHeldOut: true });
    await occur();
    await occur();
    expect(shown).toEqual([]);
    expect(fates).toEqual(['waiting', 'held-out', 'capped']);
    expect(reports).toMatchObject([{ fate: 'held-out' }]);
  });

  it('counts where it was not shown on the next page of the tab too, as one that was shown does', async () => {
    const tab = new Map<string, string>();
    const first = begin({}, { isHeldOut: true, tab });
    await first.occur();
    const next = begin({}, { isHeldOut: true, tab });
    await next.occur();
    expect([first.reports.length, next.fates]).toEqual([1, ['capped']]);
    tab.set('harmony:unseen', '{"a":');
    const broken = begin({}, { isHeldOut: true, tab });
    await broken.occur();
    expect(broken.fates).toEqual(['waiting', 'held-out']);
  });

  it('is neither made nor told where the site makes none, or where there is no room for it', async () => {
    const off = begin({ isOn: false });
    await off.occur();
    const full = begin({}, { hasRoom: false });
    await full.occur();
    expect([off.fates, full.fates]).toEqual([['site-off'], ['waiting', 'no-room']]);
    expect([off.reports, full.reports, full.history()]).toEqual([[], [], noOffers]);
  });

  it('says which rule of the team it came from', async () => {
    const { occur, reports } = begin();
    await occur({ struggleId: undefined, ruleId: 'pricing' });
    expect(reports[0]).toMatchObject({ ruleId: 'pricing' });
    expect('struggleId' in reports[0]!).toBe(false);
  });
});
