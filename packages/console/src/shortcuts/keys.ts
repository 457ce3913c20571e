/** What of a keyboard event decides. */
export interface Press {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing?: boolean;
}

/** Between the keys of a sequence such as G Q, in milliseconds: longer is another thought. */
export const sequenceMs = 1500;

/**
 * Whether a way to press something is made of characters alone, without Ctrl, ⌘ or Alt: such ones may be switched off, and
 * never work where text is written (WCAG 2.1.4).
 *
 * @param keys `j`, `?`, `g q` (one after the other), `mod+k` (Ctrl or ⌘), `alt+n`, `f6`
 */
export const isSingle = (keys: string): boolean => stepsOf(keys).every((step) => step.length === 1);

/** Whether one press is this step of a way to press something. */
export const isStep = (press: Press, step: string): boolean => {
  if (press.isComposing === true) return false;
  const { ctrlKey, metaKey, altKey, shiftKey } = press;
  const modifier = /^(mod|alt)\+(.+)$/.exec(step);
  const key = modifier?.[2] ?? step;
  const isMod = modifier?.[1] === 'mod';
  const isAlt = modifier?.[1] === 'alt';
  if ((ctrlKey || metaKey) !== isMod || (ctrlKey && metaKey) || altKey !== isAlt) return false;
  // What Shift makes of a key is in the key itself; a letter with it is another one.
  if (shiftKey && (modifier !== null || /^[a-z]$/.test(key))) return false;
  return nameOf(press) === key;
};

/**
 * Reads presses one after another: which of the ways is complete with this one, if any. While a sequence is begun, its next
 * key belongs to it alone.
 */
export const createReader = () => {
  let begun: { steps: readonly string[]; at: number } = { steps: [], at: 0 };

  /** @param ways all that count right now @param now milliseconds @returns the complete way, `begun` for the first key of one, or null */
  return (press: Press, ways: readonly string[], now: number): { keys: string } | 'begun' | null => {
    const before = now - begun.at <= sequenceMs ? begun.steps : [];
    begun = { steps: [], at: 0 };
    const fits = (keys: string): boolean => {
      const steps = stepsOf(keys);
      return before.every((step, index) => steps[index] === step) && isStep(press, steps[before.length] ?? '');
    };
    const fitting = ways.filter(fits);
    const complete = fitting.find((keys) => stepsOf(keys).length === before.length + 1);
    if (complete !== undefined) return { keys: complete };
    const [longer] = fitting;
    if (longer === undefined) return null;
    begun = { steps: stepsOf(longer).slice(0, before.length + 1), at: now };
    return 'begun';
  };
};

/** The keys of a way as they are printed on a keyboard: `g q` → G, Q; `mod+k` → Ctrl (or ⌘), K. */
export const printed = (keys: string, isMac: boolean): string[] =>
  stepsOf(keys).flatMap((step) => step.split('+').map((key) => printedKey(key, isMac)));

const printedKey = (key: string, isMac: boolean): string => {
  switch (key) {
    case 'mod':
      return isMac ? '⌘' : 'Ctrl';
    case 'alt':
      return isMac ? '⌥' : 'Alt';
    case 'enter':
      return '⏎';
    case 'arrowup':
      return '↑';
    case 'arrowdown':
      return '↓';
    default:
      return key.toUpperCase();
  }
};

const stepsOf = (keys: string): string[] => keys.split(' ');

/** The key by its name; by its place where the layout writes no Latin letters, or Alt makes another sign of it. */
const nameOf = ({ key, code, altKey }: Press): string => {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  const isForeign = key.length === 1 && key.codePointAt(0)! > 0x7f;
  return (letter !== undefined && (altKey || isForeign || key === 'Dead') ? letter : key).toLowerCase();
};
