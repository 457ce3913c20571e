import type { KnownProblem } from '@harmony-live/protocol';

/** The most that `GET /v1/config` may weigh (`contract.md`). */
export const mostConfigBytes = 8 * 1024;
/** The most problems in it. */
export const mostKnown = 200;
/** What the rest of the configuration may weigh at its fullest: a long site name, the gate's rules. */
const restBytes = 2_048;

/** As many known problems, most helpful first, as the configuration has room for. */
export const knownThatFit = (
  known: readonly KnownProblem[],
  roomBytes: number = mostConfigBytes - restBytes,
): KnownProblem[] => {
  let left = roomBytes - Buffer.byteLength('[]');
  const fitting: KnownProblem[] = [];
  for (const one of known.slice(0, mostKnown)) {
    left -= Buffer.byteLength(JSON.stringify(one)) + 1;
    if (left < 0) break;
    fitting.push(one);
  }
  return fitting;
};
