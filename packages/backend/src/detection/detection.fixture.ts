import type { OfferReport, Signal, StruggleReport } from '@harmony-live/protocol';
import type { TestApp, TestWorkspace } from '../../test/app.ts';

/** What pages tell, ready to be sent, with the time of the app's own clock. */
export const pageReports = ({ app }: TestApp) => {
  const { clock } = app.platform;
  const iso = (beforeMs = 0) => new Date(clock.now() - beforeMs).toISOString();
  return {
    iso,
    signal: (more: object = {}): Signal =>
      ({
        ...{ id: clock.newId(), kind: 'click.rage', at: iso(), page: '/invoices/:id', count: 3, weight: 45 },
        ...more,
      }) as Signal,
    struggle: (more: Partial<StruggleReport> = {}): StruggleReport => ({
      ...{ id: clock.newId(), startedAt: iso(60_000), at: iso(), page: '/invoices/:id', score: 72, agreedScore: 72 },
      ...{ reasons: [{ code: 'click.rage', params: { count: 3 } }], fingerprints: ['0123456789abcd'] },
      ...{ target: { tag: 'button', selector: 'button#save' }, ...more },
    }),
    offer: (more: Partial<OfferReport> = {}): OfferReport => ({
      ...{ id: clock.newId(), at: iso(), page: '/invoices/:id', fate: 'shown', ...more },
    }),
  };
};

/** Somebody on a page who agreed to `detect`, unless it says otherwise. */
export const somebodyOn = async ({ app }: TestApp, house: TestWorkspace, hasAgreed = true) => {
  const visitor = await house.visitor();
  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
    const answer = await app.inject({ method, url, headers: visitor.headers, ...(payload && { payload }) });
    return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
  };
  if (hasAgreed) await ask('POST', '/v1/consent', { purposes: { detect: true }, how: 'api' });
  return {
    id: visitor.id,
    token: visitor.token,
    headers: visitor.headers,
    ask,
    send: (lists: { signals?: unknown[]; struggles?: unknown[]; offers?: unknown[] }) =>
      ask('POST', '/v1/signals', {
        ...{ sentAt: new Date(app.platform.clock.now()).toISOString(), signals: [], ...lists },
      }),
  };
};
