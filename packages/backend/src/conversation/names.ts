import { memberNames, visitorCard } from '../identity/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Tx } from '../platform/database/index.ts';
import { personKey, type Person } from './message.ts';

/** How long a name is remembered: a new one shows after a minute at the latest. */
const rememberedMs = 60_000;
/** Names that one process remembers; beyond it all are forgotten at once. */
const mostNames = 10_000;

/** Names of people as others see them, by `personKey`; a visitor who gave none is left out. */
export type Names = (tx: Tx, people: readonly Person[]) => Promise<ReadonlyMap<string, string>>;

/** Remembers names for a while: every message carries one. */
export const createNames = (clock: Pick<Clock, 'now'>): Names => {
  const remembered = new Map<string, { name: string | undefined; until: number }>();

  const look = async (tx: Tx, people: readonly Person[], now: number): Promise<void> => {
    const members = people.filter(({ kind }) => kind === 'member');
    const names = await memberNames(
      tx,
      members.map(({ id }) => id),
    );
    if (remembered.size > mostNames) remembered.clear();
    const until = now + rememberedMs;
    for (const member of members) remembered.set(personKey(member), { name: names.get(member.id), until });
    for (const person of people) {
      if (person.kind === 'member') continue;
      const { name } = await visitorCard(tx, person.id);
      remembered.set(personKey(person), { name, until });
    }
  };

  return async (tx, people) => {
    const now = clock.now();
    const distinct = [...new Map(people.map((person) => [personKey(person), person])).values()];
    const isKnown = (person: Person): boolean => (remembered.get(personKey(person))?.until ?? 0) > now;
    const unknown = distinct.filter((person) => !isKnown(person));
    if (unknown.length > 0) await look(tx, unknown, now);
    const named = distinct.flatMap((person) => {
      const name = remembered.get(personKey(person))?.name;
      return name === undefined ? [] : [[personKey(person), name] as const];
    });
    return new Map(named);
  };
};
