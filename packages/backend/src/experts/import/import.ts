import { isDeepStrictEqual } from 'node:util';
import { ensureMember, hashNobodysPassword, organisationCalled } from '../../identity/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { addEvidence } from '../evidence/evidence.ts';
import { saveProfile } from '../profile.ts';
import { findExpert, readStatements, type ExpertRow } from '../store.ts';
import { learnLater } from './learning.ts';
import type { Person } from './person.ts';
import type { LineFault, ReadFile } from './read.ts';
import { enterOrganisation, importedEvidence } from './store.ts';

type Tools = Pick<Platform, 'clock' | 'db' | 'embeddings' | 'outbox'>;

/** What an import has done, or would do. */
export interface ImportReport {
  organisation: { id: string; name: string };
  experts: number;
  /** Members that were made, with an account where there was none. */
  membersAdded: number;
  /** Profiles that were written; the others say already what the file says. */
  profilesWritten: number;
  evidenceAdded: number;
  /** Solved problems that were there already. */
  evidenceKnown: number;
  /** What is wrong with people who are there; where there is anything, nothing was written. */
  faults: LineFault[];
}

export interface ImportOptions {
  /** Id or name of an organisation that exists; the only one when none is named. */
  organisation: string | undefined;
  /** Does all of it, and takes it back. */
  isDryRun?: boolean;
  /** Told how many of how many are written. */
  onProgress?: (done: number, of: number) => void;
}

/** How many capacity somebody new has, as the database's default. */
const usualCapacity = 3;

/**
 * Writes experts with what they know, all of them in one transaction or none. Who is known by their address keeps name, password
 * and whatever the file does not name; the same file a second time changes nothing.
 *
 * @throws Problem `body/invalid` for an organisation that does not exist
 */
export const importExperts = async (
  platform: Tools,
  people: ReadFile['people'],
  { organisation, isDryRun = false, onProgress }: ImportOptions,
): Promise<ImportReport> => {
  const nobodysHash = await hashNobodysPassword(platform);
  try {
    return await platform.db.asSystem('command: import experts', async (tx) => {
      const report: ImportReport = {
        organisation: await organisationCalled(tx, organisation),
        ...{
          experts: people.length,
          membersAdded: 0,
          profilesWritten: 0,
          evidenceAdded: 0,
          evidenceKnown: 0,
          faults: [],
        },
      };
      const members = await ensureMembers(platform, tx, people, nobodysHash, report);
      if (report.faults.length > 0) throw new Undone(report);
      await enterOrganisation(tx, report.organisation.id);
      const { embeddings, learnAll } = learnLater(platform.embeddings);
      for (const [index, { person }] of people.entries()) {
        await writePerson({ clock: platform.clock, embeddings }, tx, members[index]!, person, report);
        onProgress?.(index + 1, people.length);
      }
      await learnAll(tx, report.organisation.id);
      if (isDryRun) throw new Undone(report);
      return report;
    });
  } catch (error) {
    if (error instanceof Undone) return error.report;
    throw error;
  }
};

/** Ends the transaction without a trace of it, and carries out what it would have done. */
class Undone extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('undone');
    this.report = report;
  }
}

/** @returns the members in the order of the people; who cannot take requests is a fault of the report */
const ensureMembers = async (
  platform: Tools,
  tx: Tx,
  people: ReadFile['people'],
  nobodysHash: string,
  report: ImportReport,
): Promise<string[]> => {
  const ids: string[] = [];
  for (const { line, person } of people) {
    const { email, name, kind } = person;
    const wanted = { organisationId: report.organisation.id, email, name, ...(kind === undefined ? {} : { kind }) };
    const member = await ensureMember(platform, tx, wanted, nobodysHash);
    if (member.isNew) report.membersAdded += 1;
    if (member.role === 'auditor') {
      report.faults.push({ line, field: '/email', reason: 'is an auditor, and auditors take no requests' });
    }
    ids.push(member.id);
  }
  return ids;
};

const writePerson = async (
  platform: Pick<Tools, 'clock' | 'embeddings'>,
  tx: Tx,
  memberId: string,
  { profile, evidence }: Person,
  report: ImportReport,
): Promise<void> => {
  let expert = await findExpert(tx, memberId, platform.clock.now());
  if (expert === undefined || !(await saysAlready(tx, expert, profile))) {
    const { timeZone, hours, exceptions, mostHoursAWeek } = profile;
    expert = await saveProfile(platform, tx, memberId, {
      ...{ statements: profile.statements, languages: profile.languages },
      capacity: profile.capacity ?? expert?.capacity ?? usualCapacity,
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(hours === undefined ? {} : { hours }),
      ...(exceptions === undefined ? {} : { exceptions }),
      ...(mostHoursAWeek === undefined ? {} : { mostHoursAWeek }),
    });
    report.profilesWritten += 1;
  }
  if (evidence.length === 0) return;
  const known = new Set((await importedEvidence(tx, expert.id)).map(keyOf));
  const fresh = evidence.filter((one) => !known.has(keyOf(one)) && known.add(keyOf(one)));
  report.evidenceAdded += await addEvidence(platform, tx, expert.id, fresh);
  report.evidenceKnown += evidence.length - fresh.length;
};

/** The same problem solved at the same time is one. */
const keyOf = ({ text, solvedAt }: { text: string; solvedAt: number }): string => `${solvedAt} ${text}`;

/** Whether a profile has been written, and says all that the file says. */
const saysAlready = async (
  tx: Tx,
  expert: ExpertRow,
  { statements, ...wanted }: Person['profile'],
): Promise<boolean> => {
  if (expert.version === 0) return false;
  const named = Object.entries(wanted).filter(([, value]) => value !== undefined);
  if (named.some(([field, value]) => !isDeepStrictEqual(expert[field as keyof typeof wanted], value))) return false;
  return isDeepStrictEqual((await readStatements(tx, [expert.id])).get(expert.id) ?? [], statements);
};
