import type { ChangeExpertProfile, HoursException, OwnExpert } from '@harmony-live/protocol';
import { zoneHere } from './hours/zones.ts';
import { fieldRange, hoursOf, isBegun, sentRange, weekOf, type Week } from './hours/week.ts';

/** Minutes of wrap-up that can be chosen. */
export type WrapUpMinutes = NonNullable<ChangeExpertProfile['wrapUpMinutes']>;

/** A profile while it is being edited: rows may be empty, the capacity may be no number yet. */
export interface ProfileDraft {
  statements: string[];
  languages: { tag: string; level: 1 | 2 | 3 }[];
  capacity: string;
  /** Calls by voice and with the screen at once; empty where they fill a place like any other. */
  calls: { voice: string; screen: string };
  wrapUpMinutes: WrapUpMinutes;
  hasMoreTime: boolean;
  /** Hours; empty without a limit. */
  mostHoursAWeek: string;
  /** Empty until one is chosen. */
  timeZone: string;
  /** Null: no hours, the switch alone decides. */
  week: Week | null;
  /** A date may be empty yet. */
  exceptions: HoursException[];
  version: number;
}

/** The draft of a profile as it was read. */
export function draftOf(saved: OwnExpert): ProfileDraft {
  const { statements, languages, capacity, callCapacity = {}, wrapUpMinutes = 0, hasMoreTime = false, version } = saved;
  const { timeZone, hours = [], exceptions = [], mostHoursAWeek } = saved;
  return {
    statements: [...statements],
    languages: languages.map((language) => ({ ...language })),
    capacity: String(capacity),
    calls: { voice: String(callCapacity.voice ?? ''), screen: String(callCapacity.screen ?? '') },
    wrapUpMinutes,
    hasMoreTime,
    mostHoursAWeek: String(mostHoursAWeek ?? ''),
    timeZone: timeZone ?? '',
    week: hours.length === 0 ? null : weekOf(hours),
    exceptions: exceptions.map((one) => ({ date: one.date, hours: one.hours.map(fieldRange) })),
    version,
  };
}

/** What goes to the server: trimmed, without empty rows, each language once (the first counts). */
export function profileOf(draft: ProfileDraft): ChangeExpertProfile {
  const { capacity, calls, wrapUpMinutes, hasMoreTime, mostHoursAWeek, version } = draft;
  const hours = hoursOf(draft.week ?? []);
  return {
    statements: statementsOf(draft),
    languages: languagesOf(draft),
    capacity: Number(capacity),
    callCapacity: {
      ...(calls.voice === '' ? {} : { voice: Number(calls.voice) }),
      ...(calls.screen === '' ? {} : { screen: Number(calls.screen) }),
    },
    wrapUpMinutes,
    hasMoreTime,
    mostHoursAWeek: mostHoursAWeek === '' ? null : Number(mostHoursAWeek),
    // A week begins and ends by a clock on the wall.
    timeZone: draft.timeZone || (mostHoursAWeek === '' ? null : zoneHere()),
    hours,
    exceptions: hours.length === 0 ? [] : exceptionsOf(draft),
    version,
  };
}

/** The statements that say something. */
export function statementsOf({ statements }: Pick<ProfileDraft, 'statements'>): string[] {
  return statements.map((statement) => statement.trim()).filter(Boolean);
}

/** The languages that are named, each once. */
export function languagesOf({ languages }: Pick<ProfileDraft, 'languages'>): ProfileDraft['languages'] {
  const tags = new Set<string>();
  return languages
    .map(({ tag, level }) => ({ tag: tag.trim(), level }))
    .filter(({ tag }) => tag !== '' && !tags.has(tag.toLowerCase()) && tags.add(tag.toLowerCase()));
}

function exceptionsOf({ exceptions }: ProfileDraft): HoursException[] {
  return exceptions
    .filter(({ date }) => date !== '')
    .map(({ date, hours }) => ({ date, hours: hours.filter(isBegun).map(sentRange) }))
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

/** Whether saving would change anything. */
export function isChanged(draft: ProfileDraft, saved: OwnExpert): boolean {
  return JSON.stringify(profileOf(draft)) !== JSON.stringify(profileOf(draftOf(saved)));
}
