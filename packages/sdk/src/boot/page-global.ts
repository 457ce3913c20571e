import type { Harmony } from '../api/options.ts';

/** A call that a stub has kept: name, arguments, and where there is one, what waits for the answer. */
export type QueuedCall = [name: string, args: ArrayLike<unknown>, resolve?: (value: unknown) => void];

/** What the inline stub leaves on `window`: calls in `q`, errors in `e`, and `x` that ends its listening. */
export interface Stub {
  q?: QueuedCall[];
  e?: { error?: unknown; reason?: unknown; message?: string }[];
  x?: () => void;
}

/** Marks the page where help runs, whatever copy of the SDK runs it. */
const runningMark = Symbol.for('harmony-live.running');

/** See `ApiDefaults.claim`; `owner` is the copy that asks. */
export const claimPage = (page: object, owner: object, isRunning: boolean): boolean => {
  const marks = page as { [runningMark]?: object | undefined };
  if (marks[runningMark] !== undefined && marks[runningMark] !== owner) return false;
  if (isRunning) marks[runningMark] = owner;
  else delete marks[runningMark];
  return true;
};

/** The API of another copy that was here first, or null. A stub is no copy. */
export const copyBefore = (page: { Harmony?: unknown }): Harmony | null => {
  const there = page.Harmony as Partial<Harmony> | undefined;
  return typeof there?.version === 'string' ? (there as Harmony) : null;
};

/** Puts the API where the stub was, and does what it has kept, in order. */
export const takeOver = (page: { Harmony?: unknown }, api: Harmony): void => {
  const stub = (page.Harmony ?? {}) as Stub;
  page.Harmony = api;
  stub.x?.();
  for (const { error, reason, message } of stub.e ?? []) api.report(error ?? reason ?? message);
  // A page without the stub may keep a queue of its own: `window.Harmony = { q: [] }`.
  for (const call of stub.q ?? []) play(api, call);
};

const play = (api: Harmony, [name, args, resolve]: QueuedCall): void => {
  if (name === 'version' || !Object.hasOwn(api, name)) return;
  const call = api[name as Exclude<keyof Harmony, 'version'>] as (...given: unknown[]) => unknown;
  const answer = call(...Array.from(args));
  resolve?.(answer);
};
