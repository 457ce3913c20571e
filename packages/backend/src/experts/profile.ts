import { isDeepStrictEqual } from 'node:util';
import { problem, type ExpertProfile } from '@harmony-live/protocol';
import type { Tx } from '../platform/database/index.ts';
import type { Platform } from '../platform/platform.ts';
import { faultOfHours } from './hours/fault.ts';
import type { WorkingHours } from './hours/hours.ts';
import { turnAfterHours, turnByHand } from './hours/turn.ts';
import { findExpert, insertExpert, organisationOf, readStatements, replaceProfile, type ExpertRow } from './store.ts';

/**
 * Writes what a member says about themselves, each statement embedded by itself; makes them an expert if they are none
 * yet. Inside `withOrganisation` alone.
 *
 * @param version the version the change was made on; left out, it is written whatever is there
 * @throws Problem `version/stale` when somebody changed the profile in the meantime · `body/invalid` for hours that make no sense
 */
export async function saveProfile(
  platform: Pick<Platform, 'clock' | 'embeddings'>,
  tx: Tx,
  memberId: string,
  profile: ExpertProfile,
  version?: number,
): Promise<ExpertRow> {
  const { clock, embeddings } = platform;
  const now = clock.now();
  const organisationId = await organisationOf(tx);
  await insertExpert(tx, { id: clock.newId(), stretchId: clock.newId(), organisationId, memberId, now });
  const expert = await existingExpert(tx, memberId, now, true);
  if (version !== undefined && version !== expert.version) throw stale(version, expert.version);

  const hours = hoursAfter(expert, profile);
  const fault = faultOfHours(hours);
  if (fault !== null) throw problem('body/invalid', 'Correct the working hours, then save again.', { ...fault });
  const areSame = isDeepStrictEqual(hours, hoursAfter(expert, {}));
  const { mostHoursAWeek = expert.mostHoursAWeek } = profile;
  const isOtherLimit = mostHoursAWeek !== expert.mostHoursAWeek && !expert.isOn && expert.dutyFrom !== null;
  // Another limit: whoever is off, maybe for having reached the old one, comes back when hours begin again, and not before.
  const before = isOtherLimit ? { ...expert, ...turnByHand(expert, false, now) } : expert;
  const turn = areSame ? before : turnAfterHours(before, expert, hours, now);

  const said = (await readStatements(tx, [expert.id])).get(expert.id) ?? [];
  const texts = profile.statements.map((text) => text.trim());
  // Each expert's own languages: a statement in German is stemmed as German beside English, and so is the question.
  await embeddings.learn(tx, organisationId, { added: [], removed: said }, tagsOf(expert));
  await embeddings.learn(tx, organisationId, { added: texts, removed: [] }, tagsOf(profile));
  const vectors = await embeddings.embed(tx, organisationId, 'document', texts, tagsOf(profile));
  const statements = texts.map((text, position) => ({
    id: clock.newId(),
    text,
    model: embeddings.model,
    embedding: vectors[position]!,
  }));
  const { isOn, dutyFrom, dutyUntil } = turn;
  await replaceProfile(tx, expert, { ...profile, ...hours, mostHoursAWeek, isOn, dutyFrom, dutyUntil }, statements);
  return existingExpert(tx, memberId, now);
}

/** Working hours after a change: what is not named stays. */
const hoursAfter = (before: WorkingHours, change: Partial<WorkingHours>): WorkingHours => ({
  timeZone: change.timeZone === undefined ? before.timeZone : change.timeZone,
  hours: change.hours ?? before.hours,
  exceptions: change.exceptions ?? before.exceptions,
});

/** The expert of a member; `expert/not-found` for a member who is none. */
export async function existingExpert(tx: Tx, memberId: string, now: number, lock = false): Promise<ExpertRow> {
  const expert = await findExpert(tx, memberId, now, lock);
  if (expert === undefined) throw problem('expert/not-found', 'This member does not take requests.');
  return expert;
}

/** The languages of a profile by their tags, as embeddings take them. */
export const tagsOf = ({ languages }: Pick<ExpertProfile, 'languages'>): string[] => languages.map(({ tag }) => tag);

const stale = (mine: number, theirs: number) =>
  problem('version/stale', 'Load the profile again and repeat your change.', {
    field: '/version',
    reason: `is ${mine}, but the profile is at version ${theirs}`,
  });
