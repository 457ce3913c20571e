import { ClientProblem } from '@harmony-live/client';
import { defaultPolicy, type ChangeSite, type Site } from '@harmony-live/protocol';
import { expect, it, vi } from 'vitest';
import { applied } from './applied.ts';
import { withDetector } from './detector-settings.ts';
import { Saving } from './saving.ts';

const site: Site = {
  ...{ id: '019ab000-0000-7000-8000-000000000001', name: 'Fern', key: 'pk_fern', isOn: true, origins: [] },
  ...{ firstSeenAt: null, lastSeenAt: null, snippet: '', consentDefault: 'required', policy: defaultPolicy },
  ...{ oldKey: null, refusals: [], script: { src: '', pinned: null }, color: null, texts: {}, fields: [] },
};

/** A server that keeps what it is sent, answering one call at a time when told to. */
const setUp = () => {
  let kept = site;
  const waiting: (() => void)[] = [];
  const sent: ChangeSite[] = [];
  const onSaved = vi.fn();
  const http = {
    patch: <T>(_path: string, body?: object) =>
      new Promise<T>((resolve, reject) => {
        const change = body as ChangeSite;
        sent.push(change);
        waiting.push(() => {
          if (change.policy?.offers?.threshold === 1) {
            const hints = { field: '/policy/offers/threshold', reason: 'must be >= 30' };
            return reject(new ClientProblem('body/invalid', 400, 'No.', hints));
          }
          kept = applied(kept, change);
          resolve(kept as T);
        });
      }),
  };
  const saving = new Saving({ http, site, onSaved, onChange: () => {} });
  const answer = async (): Promise<void> => {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0));
    waiting.shift()!();
  };
  return { saving, sent, onSaved, answer };
};

it('sends one change after the other, each from what the one before left', async () => {
  const { saving, sent, answer, onSaved } = setUp();
  const off = (kind: string) =>
    saving.save(kind, ({ policy }) => ({ policy: { detectors: withDetector(policy.detectors, kind, false) } }));
  const both = [off('click.dead'), off('nav.loop')];
  await answer();
  await answer();
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(sent[1]?.policy?.detectors).toEqual({ 'click.dead': { isOn: false }, 'nav.loop': { isOn: false } });
  expect(onSaved).toHaveBeenCalledTimes(2);
});

it('shows what is chosen at once, and says when it was saved', async () => {
  const { saving, answer } = setUp();
  const saved = saving.save('mode', () => ({ policy: { offers: { mode: 'off' } } }));
  expect(saving.chosen.policy.offers).toMatchObject({ mode: 'off', threshold: 60 });
  expect(saving.savedAt).toBeNull();
  await answer();
  await saved;
  expect(saving.savedAt).not.toBeNull();
});

it('goes back to what holds where a change was refused, keeps the reason, and goes on', async () => {
  const { saving, answer } = setUp();
  const refused = saving.save('threshold', () => ({ policy: { offers: { threshold: 1 } } }));
  const taken = saving.save('is-on', () => ({ isOn: false }));
  await answer();
  await answer();
  expect([await refused, await taken]).toEqual([false, true]);
  expect(saving.chosen).toMatchObject({ isOn: false, policy: { offers: { threshold: 60 } } });
  expect(saving.problems.get('threshold')).toMatchObject({ reason: 'must be >= 30' });
  const again = saving.save('threshold', () => ({ policy: { offers: { threshold: 75 } } }));
  expect(saving.problems.has('threshold')).toBe(false);
  await answer();
  expect(await again).toBe(true);
});
