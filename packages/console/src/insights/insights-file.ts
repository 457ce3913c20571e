import type { HelpInsights, OfferInsights, StruggleInsights } from '@harmony-live/protocol';
import { toCsv, type Cell } from '../figures/csv.ts';

/** Names of the columns are those of the HTTP API: they are the same in every language, so that a sheet made of it stays. */
const columns = [
  ...['part', 'key', 'element', 'struggles', 'people', 'minutes'],
  ...['asked', 'helped', 'solved', 'rated', 'stars', 'missed', 'offers', 'reached'],
];

/** What Insights shows, as one table: a row for each day, each hour, each place, each answer to offers, and each group. */
export function insightsCsv(
  struggles: StruggleInsights,
  help: HelpInsights | null,
  offers: OfferInsights | null,
): string {
  const helpOf = new Map((help?.days ?? []).map((one) => [one.day, one]));
  const days = struggles.days.map(({ day, ...stuck }): Cell[] => {
    const asked = helpOf.get(day);
    return [
      ...['day', day, null],
      ...[stuck.struggles, stuck.people, stuck.minutes],
      ...(asked ? [asked.asked, asked.helped, asked.solved, asked.rated, asked.stars, ...none(3)] : none(8)),
    ];
  });
  const hours = (help?.hours ?? []).map(({ hour, asked, missed }): Cell[] => [
    ...['hour', String(hour), null, ...none(3)],
    ...[asked, null, null, null, null, missed, ...none(2)],
  ]);
  const places = struggles.places.map(({ page, target, ...stuck }): Cell[] => [
    ...['place', page, target?.selector ?? null],
    ...[stuck.struggles, stuck.people, stuck.minutes, ...none(8)],
  ]);
  const answers = Object.entries(offers?.answers ?? {}).map(([answer, count]): Cell[] => [
    ...['offer', answer, null, ...none(9)],
    ...[count, null],
  ]);
  // `reached`: how many of the offers had the outcome that the row is named after.
  const groups = (offers?.lift ?? []).flatMap(({ outcome, offered, heldOut }) =>
    Object.entries({ offered, heldOut }).map(([group, { of, count }]): Cell[] => [
      ...['lift', outcome, group, ...none(9)],
      ...[of, count],
    ]),
  );
  return toCsv(columns, [...days, ...hours, ...places, ...answers, ...groups]);
}

const none = (howMany: number): null[] => Array.from({ length: howMany }, () => null);
