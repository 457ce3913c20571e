import { Signal, signalKinds, type SendSignals, type Signal as WireSignal } from '@harmony-live/protocol';
import { scrub } from '@harmony-live/protocol/scrub';
import { compile } from '../platform/http/validation.ts';

/** A signal with the time at which it happened by our clock. */
export interface ReceivedSignal extends Omit<WireSignal, 'at'> {
  at: Date;
  /** Its place in the batch. */
  index: number;
}

/** What became of a batch before anything is stored. */
export interface Sorted {
  good: ReceivedSignal[];
  /** How many were in the batch before, word for word. */
  repeated: number;
  rejected: { index: number; error: Fault }[];
}

interface Fault {
  /** A JSON pointer into the signal. */
  field: string;
  reason: string;
}

const shape = compile(Signal);
const kinds: ReadonlySet<string> = new Set(signalKinds);

/** Older signals than this are of no use, and a clock that is further off is wrong beyond repair. */
const oldestMs = 24 * 60 * 60_000;
/** What a page may be ahead of the time at which it sent the batch: rounding, and clocks that were set meanwhile. */
const aheadMs = 60_000;

/**
 * Judges each signal by itself, so that one that is wrong takes no other with it. Times are corrected by how far the page's
 * clock is from ours, and lie in the last day and not in the future. Texts are scrubbed again: a page may run an old script,
 * or none of ours.
 *
 * @param now milliseconds since the epoch
 */
export const sortBatch = ({ sentAt, signals }: Pick<SendSignals, 'sentAt' | 'signals'>, now: number): Sorted => {
  const skewMs = now - Date.parse(sentAt);
  const good: ReceivedSignal[] = [];
  const duplicates = new Map<string, string>();
  const rejected: Sorted['rejected'] = [];
  let repeated = 0;
  for (const [index, value] of signals.entries()) {
    const error = faultOf(value) ?? faultOfTime(value as WireSignal, skewMs, now);
    if (error !== null) {
      rejected.push({ index, error });
      continue;
    }
    const signal = value as WireSignal;
    const id = signal.id.toLowerCase();
    const body = JSON.stringify({ ...signal, id });
    const earlier = duplicates.get(id);
    if (earlier === body) repeated += 1;
    else if (earlier !== undefined) rejected.push({ index, error: reused });
    if (earlier !== undefined) continue;
    duplicates.set(id, body);
    good.push({ ...clean(signal), index, id, at: new Date(Math.min(now, Date.parse(signal.at) + skewMs)) });
  }
  return { good, repeated, rejected };
};

/** Of an id that stands for another signal already. */
export const reused: Fault = { field: '/id', reason: 'was given to another signal' };

const faultOf = (value: unknown): Fault | null => {
  const fault = shape.check(value);
  if (fault !== null) return { field: fault.field, reason: fault.reason };
  const { kind } = value as WireSignal;
  if (!kinds.has(kind) && !kind.startsWith('custom.')) {
    return { field: '/kind', reason: 'is no kind of signal; a kind of your own begins with custom.' };
  }
  return faultOfText(value, '');
};

/** No database stores a zero character, and half a pair of surrogates is no text: it would come back as something else. */
const faultOfText = (value: unknown, field: string): Fault | null => {
  if (typeof value === 'string') {
    return value.isWellFormed() && !value.includes('\0')
      ? null
      : { field, reason: 'must be valid Unicode without zeros' };
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const fault = faultOfText(key, field) ?? faultOfText(inner, `${field}/${key}`);
    if (fault !== null) return fault;
  }
  return null;
};

const faultOfTime = ({ at }: WireSignal, skewMs: number, now: number): Fault | null => {
  const happenedAt = Date.parse(at) + skewMs;
  if (now - happenedAt > oldestMs) return { field: '/at', reason: 'is more than a day ago' };
  if (happenedAt - now > aheadMs) return { field: '/at', reason: 'is later than the batch was sent' };
  return null;
};

const clean = ({ message, page, target, data, ...rest }: WireSignal): WireSignal => ({
  ...rest,
  page: scrub(page),
  ...(message !== undefined && { message: scrub(message) }),
  ...(target !== undefined && {
    target: {
      ...target,
      selector: scrub(target.selector),
      ...(target.label !== undefined && { label: scrub(target.label) }),
    },
  }),
  ...(data !== undefined && {
    data: Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? scrub(value) : value]),
    ),
  }),
});
