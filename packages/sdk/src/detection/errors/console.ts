import { describeThrown, type Thrown } from './thrown.ts';

/** Marks a wrapper of ours, whatever copy of the SDK made it. */
const mark = Symbol.for('harmony-live.console');
/** A wrapper of somebody else's may write to the console too; from here on it is a circle. */
const deepest = 3;

type Write = (...args: unknown[]) => void;

/**
 * Hears what is written by `console.error`. The original is called first, with `this` and arguments as they were; it is put
 * back only where ours is still in place, and where somebody has wrapped it, ours falls silent. Two instrumentations that
 * call one another come to an end.
 *
 * @returns what ends it
 */
export const watchConsole = (console: Console, onWritten: (written: Thrown) => void): (() => void) => {
  const original = console.error as Write & { [mark]?: true };
  if (typeof original !== 'function' || original[mark] === true) return () => {};
  let depth = 0;
  let isOver = false;
  const ours = function (this: unknown, ...args: unknown[]): void {
    if (depth >= deepest) return;
    depth += 1;
    try {
      Reflect.apply(original, this, args);
    } finally {
      depth -= 1;
    }
    if (isOver || depth > 0) return;
    try {
      const written = writtenOf(args);
      if (written !== null) onWritten(written);
    } catch {
      // Whatever it was, the page's own call has been made.
    }
  };
  Object.defineProperty(ours, mark, { value: true });
  try {
    console.error = ours;
  } catch {
    // Frozen: then nobody hears of it.
  }
  return () => {
    isOver = true;
    if (console.error === ours) console.error = original;
  };
};

/** The error among what was written, or else the texts; a format (`%s`) stands for its values. */
const writtenOf = (args: readonly unknown[]): Thrown | null => {
  const error = args.map((arg) => (typeof arg === 'object' && arg !== null ? describeThrown(arg) : null));
  const found = error.find((one) => one !== null && one.stack !== '');
  if (found) return found;
  const texts = args.filter((arg) => typeof arg === 'string');
  const message = (texts[0]?.includes('%') === true ? texts.slice(0, 1) : texts).join(' ').trim();
  return message === '' ? null : describeThrown(message);
};
