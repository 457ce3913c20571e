import type { KnownProblem } from '@harmony-live/protocol';

/** The most that `GET /v1/config` may weigh (`contract.md`). */
export const mostConfigBytes = 8 * 1024;
/** The most problems in it. */
export const mostKnown = 200;

/** As many known problems, most helpful first, as the configuration has room for beside the rest of it. */
export const knownThatFit = (known: readonly KnownProblem[], roomBytes: number): KnownProblem[] => {
  let left = roomBytes - Buffer.byteLength('[]');
  const fitting: KnownProblem[] = [];
  for (const one of known.slice(0, mostKnown)) {
    left -= Buffer.byteLength(JSON.stringify(one)) + 1;
    if (left < 0) break;
    fitting.push(one);
  }
  return fitting;
};
