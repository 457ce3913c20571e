import { arrivals, chanceOf, type Chance } from './chance.ts';
import type { Conduct, Group, Profile } from './profile.ts';

const hourMs = 3_600_000;

/** From the beginning of the simulation, in simulated milliseconds. */
export interface Shift {
  fromMs: number;
  toMs: number;
}

/** An expert as the profile and the seed make them. */
export interface PlannedExpert {
  index: number;
  name: string;
  group: string;
  /** Who has the same is of the same group and there at the same time. */
  equals: string;
  isNew: boolean;
  statements: readonly string[];
  languages: Group['languages'];
  capacity: number;
  shifts: readonly Shift[];
  conduct: Conduct;
  /** Probability that their connection breaks after they accepted. */
  drops: number;
  chance: Chance;
}

/** A visitor with everything they will do; times in simulated milliseconds. */
export interface PlannedVisitor {
  index: number;
  /** From the beginning. */
  atMs: number;
  text: string;
  language: string;
  urgency: 1 | 2 | 3;
  /** Groups that can solve it. */
  groups: readonly string[];
  patienceMs: number;
  /** Their connection breaks so long after they asked, and comes back later. */
  dropAfterMs: number | null;
  /** They load the page again so long after they asked. */
  reloadAfterMs: number | null;
  isRetried: boolean;
  /** Messages of theirs are sent twice. */
  isDuplicated: boolean;
  /** 1 to 5; null: they do not rate. */
  stars: number | null;
  chance: Chance;
}

/** All people of a simulation. */
export interface Plan {
  experts: PlannedExpert[];
  visitors: PlannedVisitor[];
  /** Until when people come. */
  endMs: number;
}

/** People by profile and seed: the same two make the same people. */
export const planOf = (profile: Profile, seed: number): Plan => ({
  experts: profile.experts.flatMap(membersOf).map(({ group, shift }, index) => ({
    index,
    name: nameOf(index),
    group: group.group,
    equals: `${group.group}, shift ${shift + 1}`,
    isNew: group.isNew ?? false,
    statements: group.statements,
    languages: group.languages,
    capacity: group.capacity,
    shifts: shiftsOf(group.shifts?.[shift], profile),
    conduct: { ...profile.conduct, ...group.conduct },
    drops: profile.faults.drop,
    chance: chanceOf(seed, `expert ${index}`),
  })),
  visitors: arrivals({ ...profile, perHour: profile.visitors.perHour }, seed).map((atMs, index) =>
    visitorOf(profile, seed, index, atMs),
  ),
  endMs: profile.hours * hourMs,
});

const membersOf = (group: Group): { group: Group; shift: number }[] =>
  Array.from({ length: group.count }, (_, index) => ({ group, shift: index % (group.shifts?.length ?? 1) }));

type Hours = NonNullable<Group['shifts']>[number];

/** The part of somebody's hours that is simulated. Days are circles: what begins at 22 goes on at 0. */
const shiftsOf = (hours: Hours = [{ from: 0, to: 24 }], { startsAt, hours: length }: Profile): Shift[] =>
  hours
    .flatMap(({ from, to }) => [0, 24].map((day) => ({ from: from + day - startsAt, to: to + day - startsAt })))
    .map(({ from, to }) => ({ fromMs: Math.max(0, from) * hourMs, toMs: Math.min(length, to) * hourMs }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .reduce<Shift[]>((joined, shift) => {
      const last = joined.at(-1);
      if (last === undefined || last.toMs < shift.fromMs) return [...joined, shift];
      return [...joined.slice(0, -1), { fromMs: last.fromMs, toMs: Math.max(last.toMs, shift.toMs) }];
    }, []);

const visitorOf = ({ visitors, faults }: Profile, seed: number, index: number, atMs: number): PlannedVisitor => {
  const chance = chanceOf(seed, `visitor ${index}`);
  const kind = visitors.kinds[chance.weighted(visitors.kinds.map(({ share }) => share))]!;
  const { flexible, normal, urgent } = visitors.urgency;
  const patienceMs = chance.time(visitors.patienceSeconds);
  /** Somewhere in the first two minutes, where waiting and the first words are. */
  const soon = (share: number): number | null => (chance.is(share) ? 1000 + chance.below(120_000) : null);
  return {
    index,
    atMs,
    text: chance.one(kind.texts).replaceAll(/\{(\w+)\}/g, (_, word: string) => chance.one(kind.words![word]!)),
    language: visitors.languages[chance.weighted(visitors.languages.map(({ share }) => share))]!.tag,
    urgency: (chance.weighted([flexible, normal, urgent]) + 1) as 1 | 2 | 3,
    groups: kind.groups,
    patienceMs,
    dropAfterMs: soon(faults.drop),
    reloadAfterMs: soon(faults.reload),
    isRetried: chance.is(faults.retry),
    isDuplicated: chance.is(faults.duplicate),
    stars: chance.is(visitors.rates) ? chance.weighted(visitors.stars) + 1 : null,
    chance,
  };
};

const firstNames = [
  'Amal',
  'Bo',
  'Chioma',
  'Dara',
  'Elif',
  'Finn',
  'Goro',
  'Hanna',
  'Ines',
  'Joao',
  'Kim',
  'Lea',
  'Mina',
];

/** Names that tell them apart; nobody's own. */
const nameOf = (index: number): string => `${firstNames[index % firstNames.length]} ${index + 1}`;
