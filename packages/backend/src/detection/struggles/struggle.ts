import { StruggleReport, type Reason } from '@harmony-live/protocol';
import { scrub } from '@harmony-live/protocol/scrub';
import { escapePointer } from '../../platform/http/text.ts';
import { compile, type Fault } from '../../platform/http/validation.ts';
import { judge, scrubTarget, type Arrival, type Judged, type Rules, type Told } from '../judge.ts';

/** A stretch of struggle with its times by our clock. */
export interface ReceivedStruggle extends Omit<StruggleReport, 'id' | 'startedAt' | 'at'>, Told {
  startedAt: Date;
  at: Date;
  /** `at` by the page's clock, milliseconds since the epoch: each sending corrects that anew, but this stays. */
  toldMs: number;
}

/** What a reason's parameters may be: the protocol leaves them open. */
const mostParams = 20;
const longestName = 40;
const longestText = 200;

const rules: Rules<StruggleReport, ReceivedStruggle> = {
  shape: compile(StruggleReport),
  fault: ({ startedAt, at, reasons }, clock) => {
    if (Date.parse(startedAt) > Date.parse(at)) return { field: '/startedAt', reason: 'is later than at' };
    return clock.fault(at, '/at') ?? clock.fault(startedAt, '/startedAt') ?? faultOfReasons(reasons);
  },
  receive: ({ startedAt, at, page, score, agreedScore, reasons, fingerprints, target }, told, clock) => ({
    ...told,
    ...{ startedAt: clock.correct(startedAt), at: clock.correct(at), toldMs: Date.parse(at), page: scrub(page) },
    // What was agreed on was reached, whatever was rounded.
    ...{ score: Math.max(score, agreedScore), agreedScore, reasons: reasons.map(scrubReason), fingerprints },
    ...(target !== undefined && { target: scrubTarget(target) }),
  }),
  fold: (earlier, later) => (earlier.page === later.page ? foldStruggles(earlier, later) : null),
};

/** Judges each struggle by itself. */
export const judgeStruggles = (struggles: readonly unknown[], arrival: Arrival): Judged<ReceivedStruggle> =>
  judge(struggles, arrival, rules);

/** One struggle told twice: it only grows, and its reasons are those of when it was worst. */
export const foldStruggles = (earlier: ReceivedStruggle, later: ReceivedStruggle): ReceivedStruggle => ({
  ...(later.score > earlier.score ? later : earlier),
  startedAt: new Date(Math.min(earlier.startedAt.getTime(), later.startedAt.getTime())),
  at: new Date(Math.max(earlier.at.getTime(), later.at.getTime())),
  toldMs: Math.max(earlier.toldMs, later.toldMs),
  agreedScore: Math.max(earlier.agreedScore, later.agreedScore),
});

const faultOfReasons = (reasons: readonly Reason[]): Fault | null => {
  for (const [index, { params }] of reasons.entries()) {
    const field = `/reasons/${index}/params`;
    const entries = Object.entries(params);
    if (entries.length > mostParams) return { field, reason: `must have at most ${mostParams} properties` };
    for (const [name, value] of entries) {
      if (name.length > longestName) {
        return { field, reason: `must have names of at most ${longestName} characters` };
      }
      if (typeof value === 'string' && value.length > longestText) {
        return { field: `${field}/${escapePointer(name)}`, reason: `must have at most ${longestText} characters` };
      }
    }
  }
  return null;
};

const scrubReason = ({ code, params }: Reason): Reason => ({
  code: scrub(code),
  params: Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? scrub(value) : value]),
  ),
});
