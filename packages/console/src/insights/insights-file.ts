import type { HelpInsights, OfferInsights, RankingInsights, StruggleInsights } from '@harmony-live/protocol';
import { toCsv, type Cell } from '../figures/csv.ts';

/** Names of the columns are those of the HTTP API: they are the same in every language, so that a sheet made of it stays. */
const columns = [
  ...['part', 'key', 'element', 'struggles', 'people', 'minutes'],
  ...['asked', 'helped', 'solved', 'rated', 'stars', 'missed', 'offers', 'reached', 'cases', 'value'],
];

/** What is shown beside the struggles; null as long as it has not come. */
export interface Parts {
  help: HelpInsights | null;
  offers: OfferInsights | null;
  ranking: RankingInsights | null;
}

export const noParts: Parts = { help: null, offers: null, ranking: null };

/** What Insights shows, as one table: a row for each day, each hour, each place, each answer to offers, each group, and each figure of the ranking. */
export function insightsCsv(struggles: StruggleInsights, { help, offers, ranking }: Parts): string {
  const helpOf = new Map((help?.days ?? []).map((one) => [one.day, one]));
  const days = struggles.days.map(({ day, ...stuck }): Cell[] => {
    const asked = helpOf.get(day);
    return [
      ...['day', day, null],
      ...[stuck.struggles, stuck.people, stuck.minutes],
      ...(asked ? [asked.asked, asked.helped, asked.solved, asked.rated, asked.stars, ...none(5)] : none(10)),
    ];
  });
  const hours = (help?.hours ?? []).map(({ hour, asked, missed }): Cell[] => [
    ...['hour', String(hour), null, ...none(3)],
    ...[asked, null, null, null, null, missed, ...none(4)],
  ]);
  const places = struggles.places.map(({ page, target, ...stuck }): Cell[] => [
    ...['place', page, target?.selector ?? null],
    ...[stuck.struggles, stuck.people, stuck.minutes, ...none(10)],
  ]);
  const answers = Object.entries(offers?.answers ?? {}).map(([answer, count]): Cell[] => [
    ...['offer', answer, null, ...none(9)],
    ...[count, ...none(3)],
  ]);
  // `reached`: how many of the offers had the outcome that the row is named after.
  const groups = (offers?.lift ?? []).flatMap(({ outcome, offered, heldOut }) =>
    Object.entries({ offered, heldOut }).map(([group, { of, count }]): Cell[] => [
      ...['lift', outcome, group, ...none(9)],
      ...[of, count, ...none(2)],
    ]),
  );
  // `time-to-solution` in milliseconds, `solved-by-first` from 0 to 1, `rating` from 1 to 5.
  const sides = (ranking?.measures ?? []).flatMap(({ measure, score, baseline }) =>
    Object.entries({ score, baseline }).map(([side, { of, value }]): Cell[] => [
      ...['ranking', measure, side, ...none(11)],
      ...[of, value],
    ]),
  );
  return toCsv(columns, [...days, ...hours, ...places, ...answers, ...groups, ...sides]);
}

const none = (howMany: number): null[] => Array.from({ length: howMany }, () => null);
