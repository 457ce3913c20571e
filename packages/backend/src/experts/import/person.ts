import { EmailAddress, ExpertProfile, MemberKind, PersonName, Timestamp } from '@harmony-live/protocol';
import Type, { type Static } from 'typebox';
import { faultOfText } from '../../platform/http/text.ts';
import { compile, type Fault } from '../../platform/http/validation.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { faultOfHours } from '../hours/fault.ts';

const { statements, languages, capacity, timeZone, hours, exceptions, mostHoursAWeek } = ExpertProfile.properties;

/** How well a language is spoken that is named without a level: fluently. */
const level = 2;

/** One line of an import, its languages with their levels; the shape is public (`docs/experts.md`). */
const Line = Type.Object(
  {
    email: EmailAddress,
    name: PersonName,
    statements,
    languages,
    timeZone,
    hours,
    exceptions,
    mostHoursAWeek,
    capacity: Type.Optional(capacity),
    kind: Type.Optional(MemberKind),
    evidence: Type.Optional(
      Type.Array(
        Type.Object(
          {
            text: Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' }),
            solvedAt: Timestamp,
            accepted: Type.Optional(Type.Boolean()),
            votes: Type.Optional(Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 })),
          },
          { additionalProperties: false },
        ),
        { maxItems: 10_000 },
      ),
    ),
  },
  { additionalProperties: false },
);

/** An expert as a file has them. What the file does not name is undefined, and stays as it is where they are known already. */
export interface Person {
  email: string;
  name: string;
  kind: Static<typeof MemberKind> | undefined;
  profile: Pick<ExpertProfile, 'statements' | 'languages' | 'timeZone' | 'hours' | 'exceptions' | 'mostHoursAWeek'> & {
    capacity: number | undefined;
  };
  evidence: Evidence[];
}

const shape = compile(Line);

/** One line as a person, or what is wrong with it first. `now` is for dates: nothing was solved in the future. */
export const personOf = (written: unknown, now: number): Person | Fault => {
  const value = withLevels(written);
  if (!shape.is(value)) return shape.check(value) ?? { field: '', reason: 'is no expert' };
  const { email, name, kind, capacity: atOnce, statements: said, evidence = [], ...rest } = value;
  const working = { timeZone: rest.timeZone ?? null, hours: rest.hours ?? [], exceptions: rest.exceptions ?? [] };
  const fault = faultOfText(value) ?? faultOfHours(working);
  if (fault !== null) return fault;
  const early = evidence.findIndex(({ solvedAt }) => Date.parse(solvedAt) > now);
  if (early >= 0) return { field: `/evidence/${early}/solvedAt`, reason: 'lies in the future' };
  return {
    email,
    name: name.trim(),
    kind,
    profile: {
      ...rest,
      capacity: atOnce,
      statements: said.map((statement) => statement.trim()),
      languages: eachOnce(value.languages),
    },
    evidence: evidence.map(({ text, solvedAt, accepted = false, votes = 0 }) => ({
      ...{ text: text.trim(), solvedAt: Date.parse(solvedAt), isAccepted: accepted, votes },
    })),
  };
};

/** Whether a line is wrong. */
export const isFault = (read: Person | Fault): read is Fault => 'reason' in read;

/** A language may be named by its tag alone. */
const withLevels = (written: unknown): unknown => {
  if (typeof written !== 'object' || written === null || !('languages' in written)) return written;
  if (!Array.isArray(written.languages)) return written;
  const named: unknown[] = written.languages;
  return { ...written, languages: named.map((one) => (typeof one === 'string' ? { tag: one, level } : one)) };
};

/** Each language once; of one named twice the first counts. */
const eachOnce = (named: ExpertProfile['languages']): ExpertProfile['languages'] => {
  const byTag = new Map(named.toReversed().map((language) => [language.tag.toLowerCase(), language]));
  return named.filter((language) => byTag.get(language.tag.toLowerCase()) === language);
};
