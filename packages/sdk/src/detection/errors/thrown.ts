/** What was thrown, as far as it can be told without trusting it: anything can be thrown, and reading it may throw again. */
export interface Thrown {
  /** `TypeError`; the type of a value that is no error: `undefined`, `number`. Empty for a text. */
  type: string;
  /** In its own words, not yet scrubbed, with what it was caused by. */
  message: string;
  stack: string;
  /** Somebody gave up waiting: no problem. */
  isAbort: boolean;
}

/** A chain of causes may be a circle; nobody needs more of it than this. */
const deepest = 3;
/** The most that is read of one text, characters. */
const longest = 4_000;
/** The platform's own, axios 1 and axios 0. */
const aborts = /^(?:AbortError|CanceledError|Cancel)$/;

export const describeThrown = (thrown: unknown, depth = 0): Thrown => {
  if (typeof thrown === 'string')
    return { type: '', message: thrown.slice(0, longest), stack: '', isAbort: aborts.test(thrown) };
  if ((typeof thrown !== 'object' && typeof thrown !== 'function') || thrown === null)
    return { type: thrown === null ? 'null' : typeof thrown, message: '', stack: '', isAbort: false };
  const type = textOf(thrown, 'name') || tagOf(thrown);
  const inner = depth < deepest ? innerOf(thrown, depth) : null;
  const own = textOf(thrown, 'message');
  const because = inner === null ? '' : ` ← ${wordsOf(inner)}`;
  return {
    type,
    message: own + because,
    stack: textOf(thrown, 'stack') || (inner?.stack ?? ''),
    isAbort: aborts.test(type) || inner?.isAbort === true,
  };
};

/** Type and message as one text. */
export const wordsOf = ({ type, message }: Thrown): string => [type, message].filter(Boolean).join(': ');

/** The first of several errors, or the cause. */
const innerOf = (thrown: object, depth: number): Thrown | null => {
  const errors = read(thrown, 'errors');
  const inner = (isArray(errors) ? read(errors, '0') : undefined) ?? read(thrown, 'cause');
  return inner === undefined || inner === null || inner === thrown ? null : describeThrown(inner, depth + 1);
};

const textOf = (object: object, key: string): string => {
  const value = read(object, key);
  return typeof value === 'string' ? value.slice(0, longest) : '';
};

/** `[object Response]` → `Response`. */
const tagOf = (object: object): string => {
  try {
    return Object.prototype.toString.call(object).slice(8, -1);
  } catch {
    return 'Object';
  }
};

// A revoked proxy throws even here.
const isArray = (value: unknown): value is object => {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
};

const read = (object: object, key: string): unknown => {
  try {
    return (object as Readonly<Record<string, unknown>>)[key];
  } catch {
    return undefined;
  }
};
