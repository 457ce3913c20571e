import { isAble, isFree, type ExpertRecord, type Ledger, type RequestRecord } from './ledger.ts';
import type { Timing } from './timing.ts';

/** How often it is looked whether somebody waits in vain. In simulated milliseconds. */
const lookEveryMs = 5_000;
/**
 * Somebody waits in vain once an expert who could help has had a free place, and no question, for so long while nobody was
 * asked. In simulated milliseconds; longer than the server's own sweep, which is its safety net (10 s, `docs/matching.md`).
 */
const graceMs = 30_000;
/** The same on the server's own clock, which runs slower than a simulation that is sped up. */
const graceOfServerMs = 15_000;

/** Looks for starved requests until it is stopped. @returns the function that stops it */
export const watchForStarved = (ledger: Ledger, timing: Timing): (() => void) => {
  const since = new Map<RequestRecord, number>();
  const limitMs = Math.max(graceMs, timing.ofServer(graceOfServerMs));
  const look = (): void => {
    const now = timing.now();
    const free = ledger.experts.filter(isFree);
    for (const record of ledger.requests.filter(isWaiting)) {
      if (record.isStarved) continue;
      if (!free.some((one) => couldTake(one, record, ledger))) since.delete(record);
      else if (!since.has(record)) since.set(record, now);
      else if (now - since.get(record)! >= limitMs) record.isStarved = true;
    }
    for (const record of since.keys()) if (!isWaiting(record)) since.delete(record);
    stop = timing.after(lookEveryMs, look);
  };
  let stop = timing.after(lookEveryMs, look);
  return () => stop();
};

const isWaiting = ({ id, isMatchedNow, outcome }: RequestRecord): boolean =>
  id !== null && !isMatchedNow && outcome === null;

/** While somebody is being asked it is nobody's turn, and nobody is asked twice at once. */
const couldTake = ({ expert }: ExpertRecord, { id, visitor }: RequestRecord, ledger: Ledger): boolean => {
  const { asked, open } = ledger.course(id!);
  return open.size === 0 && !asked.includes(expert.index) && isAble(expert, visitor);
};
