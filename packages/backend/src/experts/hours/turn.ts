import { isWithinHours, nextOnDuty, stretchAt, type Stretch, type WorkingHours } from './hours.ts';

/**
 * What the switch **Available** and the hours come to. Hours move the switch when they begin and when they end; moved by hand,
 * it stays as it was put until the hours' next change. Kept as the stretch of hours that comes next *or goes on*, so that both
 * SQL and this rule tell at any moment, without a job that must not be late:
 *
 * ```
 *        the switch as it was put   |  on by the hours  |  off, until somebody looks
 * ───────────────────────────── dutyFrom ─────────── dutyUntil ───────────────────────→
 * ```
 */
export interface Turn {
  /** The switch as it was last put. */
  isOn: boolean;
  /** Both null: hours move nothing, since there are none, or they were suspended. */
  dutyFrom: number | null;
  dutyUntil: number | null;
}

/** Whether the expert is on duty as far as switch and hours go. */
export const isOnDuty = ({ isOn, dutyFrom, dutyUntil }: Turn, now: number): boolean =>
  dutyFrom === null || dutyUntil === null || now < dutyFrom ? isOn : now < dutyUntil;

/** By hand, on or off: it holds until the hours' next change. What goes on is passed over by who switches off. */
export const turnByHand = (hours: WorkingHours, isOn: boolean, now: number): Turn =>
  withStretch(isOn, isOn ? stretchAt(hours, now) : nextOnDuty(hours, now));

/** Off until they switch on themselves: hours bring nobody back who left without a word. */
export const suspended: Turn = { isOn: false, dutyFrom: null, dutyUntil: null };

/** The hours have changed at `now`: what is on or off by hand stays so; else the new hours hold at once. */
export const turnAfterHours = (before: Turn, old: WorkingHours, hours: WorkingHours, now: number): Turn => {
  const wasOn = isOnDuty(before, now);
  if (hours.hours.length === 0) return withStretch(wasOn, null);
  const isOffByHand = !wasOn && isWithinHours(old, now);
  const isOnByHand = wasOn && (before.dutyFrom === null || now < before.dutyFrom);
  return withStretch(isOnByHand, isOffByHand ? nextOnDuty(hours, now) : stretchAt(hours, now));
};

/** A stretch has begun or ended: the switch is where the hours moved it. */
export const turnByHours = (hours: WorkingHours, now: number): Turn => {
  const stretch = stretchAt(hours, now);
  return withStretch(stretch !== null && stretch.from <= now, stretch);
};

const withStretch = (isOn: boolean, stretch: Stretch | null): Turn => ({
  isOn,
  dutyFrom: stretch?.from ?? null,
  dutyUntil: stretch?.until ?? null,
});
