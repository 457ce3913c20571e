import { duration, durationRange } from './duration.ts';
import { msg, str } from '@lit/localize';

const minuteMs = 60_000;

/** Where one range ends and the next begins, in minutes; beyond the last, hours are counted. */
const steps = [2, 3, 5, 10, 15, 20, 30, 45, 60];

/**
 * How long somebody has waited, as a range in plain words: "under 2 min", "3–5 min", "1–2 hr". Never a single number: it
 * would count up before the eye and say more than anybody needs (`ui.md`, "Never"). Takes milliseconds.
 */
export function waitWords(ms: number): string {
  const minutes = Math.max(0, ms) / minuteMs;
  if (minutes < steps[0]!) return msg(str`under ${duration(steps[0]! * minuteMs)}`);
  const high = steps.find((step) => minutes < step);
  if (high !== undefined) {
    const low = steps[steps.indexOf(high) - 1]!;
    return durationRange({ low: low * minuteMs, high: high * minuteMs });
  }
  const hours = Math.floor(minutes / 60);
  return durationRange({ low: hours * 60 * minuteMs, high: (hours + 1) * 60 * minuteMs });
}
