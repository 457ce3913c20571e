import { ExpertProfile, LanguageTag } from '@harmony-live/protocol';
import Type, { type Static } from 'typebox';

const share = Type.Number({ minimum: 0, maximum: 1 });
const name = Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' });

/** Log-normal times, as those of people are: half are below the median, and few are very long. `sigma` 0: always the median. */
const times = Type.Object(
  { median: Type.Number({ exclusiveMinimum: 0, maximum: 86_400 }), sigma: Type.Number({ minimum: 0, maximum: 3 }) },
  { additionalProperties: false },
);
/** Seconds, log-normal. */
export type Times = Static<typeof times>;

const conduct = Type.Object(
  {
    /** Of what is put before them they accept this share, decline that one, and let the rest run out. */
    accepts: share,
    declines: share,
    /** From the question to accepting or declining. */
    answerSeconds: times,
    /** From accepting until they propose that it is solved. */
    handlingSeconds: times,
    /** Share of the problems of their own group that they solve, and of the others. */
    solves: share,
    solvesOthers: share,
    /** Accept, and are not heard of again. */
    vanishes: share,
    /** Whom the server switched off after three questions in a row ran out comes back after so long. */
    returnsAfterSeconds: Type.Number({ minimum: 1, maximum: 86_400 }),
  },
  { additionalProperties: false },
);

const hours = Type.Object(
  { from: Type.Number({ minimum: 0, maximum: 24 }), to: Type.Number({ minimum: 0, maximum: 24 }) },
  { additionalProperties: false },
);

const group = Type.Object(
  {
    group: name,
    count: Type.Integer({ minimum: 1, maximum: 1000 }),
    statements: ExpertProfile.properties.statements,
    languages: Type.Array(
      Type.Object(
        { tag: LanguageTag, level: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })) },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 20 },
    ),
    capacity: ExpertProfile.properties.capacity,
    /** Hours of the day in which they are there; of several shifts they take one each, in turn. None: all of the time. */
    shifts: Type.Optional(Type.Array(Type.Array(hours, { minItems: 1, maxItems: 6 }), { minItems: 1, maxItems: 24 })),
    /** Counted as newcomers in the report. They have solved nothing yet. */
    isNew: Type.Optional(Type.Boolean()),
    /** Where they differ from the others. */
    conduct: Type.Optional(Type.Partial(conduct, { additionalProperties: false })),
  },
  { additionalProperties: false },
);

const kind = Type.Object(
  {
    share: Type.Number({ exclusiveMinimum: 0 }),
    /** The groups that can solve it. */
    groups: Type.Array(name, { minItems: 1, maxItems: 50 }),
    /** What people write; `{word}` is replaced by one of `words.word`. */
    texts: Type.Array(Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }), { minItems: 1, maxItems: 100 }),
    words: Type.Optional(
      Type.Record(
        Type.String({ maxLength: 40 }),
        Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 200 }),
      ),
    ),
  },
  { additionalProperties: false },
);

/** The shape of a profile; `docs/simulate.md` explains it. */
export const Profile = Type.Object(
  {
    name,
    about: Type.String({ maxLength: 1000 }),
    /** Hour of the day at which it begins. */
    startsAt: Type.Number({ minimum: 0, exclusiveMaximum: 24 }),
    /** How long people come, in hours. */
    hours: Type.Number({ exclusiveMinimum: 0, maximum: 24 }),
    conduct,
    experts: Type.Array(group, { minItems: 1, maxItems: 100 }),
    visitors: Type.Object(
      {
        /** Arrivals an hour: one number for all of them, or 24, the first for the hour after midnight. */
        perHour: Type.Array(Type.Number({ minimum: 0, maximum: 100_000 }), { minItems: 1, maxItems: 24 }),
        kinds: Type.Array(kind, { minItems: 1, maxItems: 100 }),
        languages: Type.Array(
          Type.Object(
            { tag: LanguageTag, share: Type.Number({ exclusiveMinimum: 0 }) },
            { additionalProperties: false },
          ),
          { minItems: 1, maxItems: 20 },
        ),
        /** How long they wait for a person before they cancel. */
        patienceSeconds: times,
        urgency: Type.Object({ flexible: share, normal: share, urgent: share }, { additionalProperties: false }),
        /** Share of those helped who rate, and how many of them give one to five stars. */
        rates: share,
        stars: Type.Array(share, { minItems: 5, maxItems: 5 }),
      },
      { additionalProperties: false },
    ),
    /** Shares: of visitors whose connection breaks, who reload, who send the request twice; of messages that are sent twice. */
    faults: Type.Object(
      { drop: share, reload: share, retry: share, duplicate: share },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: false },
);
export type Profile = Static<typeof Profile>;
export type Group = Profile['experts'][number];
export type Conduct = Profile['conduct'];
