import { Signal, signalKinds, type SendSignals, type Signal as WireSignal } from '@harmony-live/protocol';
import { compile } from '../platform/http/validation.ts';

/** A signal with the time at which it happened by our clock. */
export interface ReceivedSignal extends Omit<WireSignal, 'at'> {
  at: Date;
}

/** What became of a batch before anything is stored. */
export interface Sorted {
  good: ReceivedSignal[];
  rejected: { index: number; error: { field: string; reason: string } }[];
}

const shape = compile(Signal);
const kinds: ReadonlySet<string> = new Set(signalKinds);

/** Older signals than this are of no use, and a clock that is further off is wrong beyond repair. */
const oldestMs = 24 * 60 * 60_000;

/**
 * Judges each signal by itself, so that one that is wrong takes no other with it. Times are corrected by how far the page's
 * clock is from ours, and lie in the last day and not in the future.
 *
 * @param now milliseconds since the epoch
 */
export const sortBatch = ({ sentAt, signals }: Pick<SendSignals, 'sentAt' | 'signals'>, now: number): Sorted => {
  const skewMs = now - Date.parse(sentAt);
  const good: ReceivedSignal[] = [];
  const rejected: Sorted['rejected'] = [];
  for (const [index, value] of signals.entries()) {
    const fault = shape.check(value);
    if (fault !== null) {
      rejected.push({ index, error: { field: fault.field, reason: fault.reason } });
      continue;
    }
    const signal = value as WireSignal;
    if (!kinds.has(signal.kind) && !signal.kind.startsWith('custom.')) {
      rejected.push({
        index,
        error: { field: '/kind', reason: 'is no kind of signal; a kind of your own begins with custom.' },
      });
      continue;
    }
    const at = Math.min(now, Date.parse(signal.at) + skewMs);
    if (now - at > oldestMs) {
      rejected.push({ index, error: { field: '/at', reason: 'is more than a day ago' } });
      continue;
    }
    good.push({ ...signal, id: signal.id.toLowerCase(), at: new Date(at) });
  }
  return { good, rejected };
};
