import { Signal, signalKinds, type Signal as WireSignal } from '@harmony-live/protocol';
import { scrub } from '@harmony-live/protocol/scrub';
import { compile } from '../platform/http/validation.ts';
import { judge, scrubTarget, type Arrival, type Judged, type Rules, type Told } from './judge.ts';

/** A signal with the time at which it happened by our clock. */
export interface ReceivedSignal extends Omit<WireSignal, 'id' | 'at'>, Told {
  at: Date;
}

const kinds: ReadonlySet<string> = new Set(signalKinds);

const rules: Rules<WireSignal, ReceivedSignal> = {
  shape: compile(Signal),
  fault: ({ kind, at }, clock) =>
    kinds.has(kind) || kind.startsWith('custom.')
      ? clock.fault(at, '/at')
      : { field: '/kind', reason: 'is no kind of signal; a kind of your own begins with custom.' },
  receive: (signal, told, clock) => ({
    ...clean(signal),
    ...told,
    at: clock.correct(signal.at),
  }),
  fold: (earlier, _, [wire, again]) => (wordsOf(wire) === wordsOf(again) ? earlier : null),
};

/** Judges each signal by itself. Texts are scrubbed again: a page may run an old script, or none of ours. */
export const judgeSignals = (signals: readonly unknown[], arrival: Arrival): Judged<ReceivedSignal> =>
  judge(signals, arrival, rules);

/** All of it but how its id is spelt. */
const wordsOf = (signal: WireSignal): string => JSON.stringify({ ...signal, id: '' });

const clean = ({ message, page, target, data, ...rest }: WireSignal): WireSignal => ({
  ...rest,
  page: scrub(page),
  ...(message !== undefined && { message: scrub(message) }),
  ...(target !== undefined && { target: scrubTarget(target) }),
  ...(data !== undefined && {
    data: Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? scrub(value) : value]),
    ),
  }),
});
