import { isRecord, parseJson } from '../session/json.ts';

/** The longest that a server may make us wait: who asks for more is asked again after this, milliseconds. */
export const longestWaitMs = 10 * 60_000;

/**
 * What becomes of a batch.
 * `sent`: acknowledged; what the server rejects in it is not sent again. `again`: later, after `waitMs` at least.
 * `renew`: with a new token. `split`: in smaller parts. `refused`: this batch goes, others may pass.
 * `stop`: the person's consent is not there; everything goes.
 */
export type Verdict =
  | { outcome: 'sent' | 'renew' | 'split' | 'refused' | 'stop' }
  | { outcome: 'again'; isUnreached: boolean; waitMs: number };

/** Nothing came back, or something that is not our server's. */
export const unreached: Verdict = { outcome: 'again', isUnreached: true, waitMs: 0 };

/** Reads the answer to a batch. @param now the page's clock, epoch milliseconds: a date in `Retry-After` counts from it */
export const judgeAnswer = async (response: Response, now: number): Promise<Verdict> => {
  const { status } = response;
  const parsed = parseJson(await response.text());
  const body = isRecord(parsed) ? parsed : null;
  // A network that wants to be signed in to answers with a page of its own and 200: that acknowledges nothing.
  if (response.ok) return body === null ? unreached : { outcome: 'sent' };
  if (status === 401) return { outcome: 'renew' };
  if (status === 413) return { outcome: 'split' };
  if (status === 403 && body?.type === 'urn:harmony:problem:consent/missing') return { outcome: 'stop' };
  if (status === 429 || status === 503)
    return { outcome: 'again', isUnreached: false, waitMs: waitOf(response.headers.get('retry-after'), now) };
  if (status >= 400 && status < 500 && status !== 408) return { outcome: 'refused' };
  return { outcome: 'again', isUnreached: status === 0, waitMs: 0 };
};

/** `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), milliseconds within `longestWaitMs`; 0: none. */
export const waitOf = (header: string | null, now: number): number => {
  const text = header?.trim() ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return ms > 0 ? Math.min(ms, longestWaitMs) : 0;
};
