import type { HelpInsights, StruggleInsights } from '@harmony-live/protocol';
import { toCsv, type Cell } from '../figures/csv.ts';

/** Names of the columns are those of the HTTP API: they are the same in every language, so that a sheet made of it stays. */
const columns = [
  ...['part', 'key', 'element', 'struggles', 'people', 'minutes'],
  ...['asked', 'helped', 'solved', 'rated', 'stars', 'missed'],
];

/** What Insights shows, as one table: a row for each day, each hour, and each place. */
export function insightsCsv(struggles: StruggleInsights, help: HelpInsights | null): string {
  const helpOf = new Map((help?.days ?? []).map((one) => [one.day, one]));
  const days = struggles.days.map(({ day, ...stuck }): Cell[] => {
    const asked = helpOf.get(day);
    return [
      ...['day', day, null],
      ...[stuck.struggles, stuck.people, stuck.minutes],
      ...(asked ? [asked.asked, asked.helped, asked.solved, asked.rated, asked.stars, null] : none(6)),
    ];
  });
  const hours = (help?.hours ?? []).map(({ hour, asked, missed }): Cell[] => [
    ...['hour', String(hour), null, ...none(3)],
    ...[asked, null, null, null, null, missed],
  ]);
  const places = struggles.places.map(({ page, target, ...stuck }): Cell[] => [
    ...['place', page, target?.selector ?? null],
    ...[stuck.struggles, stuck.people, stuck.minutes, ...none(6)],
  ]);
  return toCsv(columns, [...days, ...hours, ...places]);
}

const none = (howMany: number): null[] => Array.from({ length: howMany }, () => null);
