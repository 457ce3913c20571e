import type { ExpertProfile } from '@harmony-live/protocol';

/** Minutes of wrap-up that an expert may choose; 0 for none. */
export type WrapUpMinutes = NonNullable<ExpertProfile['wrapUpMinutes']>;

/** How an expert comes and goes, as they and the system have set it; times in milliseconds since the epoch. */
export interface Duty {
  /** The switch **Available**. */
  isOn: boolean;
  /** Nobody new is put before them until then. */
  quietUntil: number | null;
  /** The quiet was set by the end of a conversation, not by them. */
  isWrappingUp: boolean;
  /** The switch goes off with the next request they accept. */
  isLastOne: boolean;
}

/** What is asked for; what is absent stays, as far as the rules of `dutyAfter` let it. */
export interface DutyChange {
  isOn: boolean;
  quietUntil?: number | null | undefined;
  isLastOne?: boolean | undefined;
}

/**
 * The furthest that a quiet time may reach, in milliseconds: further is more likely a slip than a wish. "Until tomorrow
 * morning at nine", said right after midnight on the day the clocks go back, is 34 hours.
 */
export const longestQuietMs = 36 * 60 * 60_000;

/**
 * The duty after a change. A quiet time that the expert names is theirs, whatever set the one before it. Moving the switch
 * ends a wrap-up, and takes back "one more, then off" unless that is asked for in the same breath; it leaves a break alone.
 */
export function dutyAfter(before: Duty, { isOn, quietUntil, isLastOne }: DutyChange): Duty {
  const isMoved = isOn !== before.isOn;
  const isQuietKept = quietUntil === undefined && !(isMoved && before.isWrappingUp);
  return {
    isOn,
    quietUntil: isQuietKept ? before.quietUntil : (quietUntil ?? null),
    isWrappingUp: isQuietKept && before.isWrappingUp,
    isLastOne: isOn && (isLastOne ?? (!isMoved && before.isLastOne)),
  };
}

/**
 * Until when an expert whose conversation ended at `endedAt` writes things up: null without a wrap-up, with the switch off,
 * when that time has passed already (the news came late), or when they are quiet for at least as long anyway.
 */
export function wrapUpUntil(
  { isOn, quietUntil, wrapUpMinutes }: Duty & { wrapUpMinutes: WrapUpMinutes },
  endedAt: number,
  now: number,
): number | null {
  const until = endedAt + wrapUpMinutes * 60_000;
  if (!isOn || wrapUpMinutes === 0 || until <= now) return null;
  return quietUntil !== null && quietUntil >= until ? null : until;
}
