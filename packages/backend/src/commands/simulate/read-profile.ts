import { readFile } from 'node:fs/promises';
import type { TSchema } from 'typebox';
import { compile, type Fault } from '../../platform/http/validation.ts';
import { Failure, UsageError } from '../terminal.ts';
import { JsonFault, placeAt, readLocatedJson } from './json-text.ts';
import { Profile, type Conduct } from './profile.ts';
import busyCommunity from './profiles/busy-community.json' with { type: 'json' };
import quick from './profiles/quick.json' with { type: 'json' };
import smallSupport from './profiles/small-support.json' with { type: 'json' };
import supportCentre from './profiles/support-centre.json' with { type: 'json' };

/** Profiles that come with the product, by the name that `--profile` takes. */
export const shipped: Readonly<Record<string, unknown>> = {
  quick,
  'small-support': smallSupport,
  'busy-community': busyCommunity,
  'support-centre': supportCentre,
};

/** A file that is not what it should be, with the line that is wrong: exit code 2. */
export class FileFault extends UsageError {
  constructor(file: string, place: { line: number; column: number } | undefined, fault: Fault) {
    const where = place === undefined ? '' : `, line ${place.line}, column ${place.column}`;
    super(`${file}${where}: ${fault.field === '' ? 'it' : fault.field} ${fault.reason}.`);
    this.name = 'FileFault';
  }
}

/**
 * A profile by its name, or from a file.
 *
 * @throws FileFault naming line, field and reason; Failure for a file that cannot be read
 */
export const loadProfile = async (nameOrPath: string): Promise<Profile> => {
  if (!Object.hasOwn(shipped, nameOrPath)) return readProfile(nameOrPath, await contentOf(nameOrPath));
  const fault = faultOf(shipped[nameOrPath]);
  if (fault !== null) throw new FileFault(nameOrPath, undefined, fault);
  return shipped[nameOrPath] as Profile;
};

/** @throws FileFault */
export const readProfile = (file: string, text: string): Profile => readShaped(file, text, Profile, faultOf);

/**
 * The value of a file that somebody wrote, held against a schema and whatever else must be true of it.
 *
 * @throws FileFault
 */
export const readShaped = <T>(
  file: string,
  written: string,
  schema: TSchema,
  faultBeyond: (value: unknown) => Fault | null = () => null,
): T => {
  const text = written.replace(/^\uFEFF/, '');
  try {
    const { value, placeOf } = readLocatedJson(text);
    const fault = compile(schema).check(value) ?? faultBeyond(value);
    if (fault !== null) throw new FileFault(file, placeOf(fault.field), fault);
    return value as T;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    throw new FileFault(file, placeAt(text, error.at), { field: '', reason: `is no JSON: it ${error.message}` });
  }
};

/** @throws Failure */
export const contentOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const names = Object.keys(shipped).join(', ');
    throw new Failure(`${path} cannot be read (${code}).`, `Give the path of a file, or one of the profiles ${names}.`);
  }
};

const shape = compile(Profile);

/** What is wrong first: the shape, then what two fields say against one another. */
const faultOf = (value: unknown): Fault | null => {
  const ofShape = shape.check(value);
  if (ofShape !== null || !shape.is(value)) return ofShape;
  const { conduct: usual, experts, visitors } = value;
  const groups = experts.map(({ group }) => group);
  const faults: (Fault | null)[] = [
    visitors.perHour.length === 1 || visitors.perHour.length === 24
      ? null
      : { field: '/visitors/perHour', reason: 'must have 1 number or 24' },
    sumsTo(visitors.urgency, '/visitors/urgency'),
    sumsTo(visitors.stars, '/visitors/stars'),
    tooMuch(usual, '/conduct'),
    ...experts.flatMap(({ group, conduct, shifts = [] }, index) => [
      groups.indexOf(group) === index ? null : { field: `/experts/${index}/group`, reason: 'is there twice' },
      tooMuch({ ...usual, ...conduct }, `/experts/${index}/conduct`),
      ...shifts.flatMap((shift, at) =>
        shift.map(({ from, to }, part) =>
          from < to ? null : { field: `/experts/${index}/shifts/${at}/${part}/to`, reason: 'must be later than from' },
        ),
      ),
    ]),
    ...visitors.kinds.flatMap((kind, index) => [
      ...kind.groups.map((group, at) =>
        groups.includes(group)
          ? null
          : { field: `/visitors/kinds/${index}/groups/${at}`, reason: `is no group of experts: ${groups.join(', ')}` },
      ),
      ...kind.texts.map((text, at) => {
        const missing = [...text.matchAll(/\{(\w+)\}/g)].find(([, word]) => kind.words?.[word!] === undefined);
        return missing === undefined
          ? null
          : { field: `/visitors/kinds/${index}/texts/${at}`, reason: `has ${missing[0]}, which words do not name` };
      }),
    ]),
  ];
  return faults.find((fault) => fault !== null) ?? null;
};

/** Shares are written with a few digits: thirds never make a whole. */
const slack = 0.005;

const tooMuch = ({ accepts, declines }: Conduct, field: string): Fault | null =>
  accepts + declines <= 1 + slack ? null : { field: `${field}/declines`, reason: 'is more than accepts leaves of 1' };

const sumsTo = (shares: object, field: string): Fault | null => {
  const sum = Object.values(shares).reduce((total: number, one: number) => total + one, 0);
  return Math.abs(sum - 1) <= slack ? null : { field, reason: `must add up to 1, not ${Number(sum.toFixed(3))}` };
};
