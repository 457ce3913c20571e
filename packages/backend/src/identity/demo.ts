import type { MemberRole } from '@harmony-live/protocol';
import type { Platform } from '../platform/platform.ts';
import { addAccount, addMember } from './members/members.ts';
import { hashPassword } from './accounts/passwords.ts';
import { demoPolicy } from './sites/policy.ts';
import { addSite, demoOrigins } from './sites/sites.ts';
import { demoOrganisation, insertOrganisation, membersAfter } from './store.ts';

/** The demo's organisation as it should be. */
export interface DemoOrganisation {
  name: string;
  site: { name: string; key: string };
  password: string;
  people: readonly { email: string; name: string; role: MemberRole }[];
}

/** Makes the demo's organisation, site and people in one transaction, unless it is there. */
export const ensureDemoOrganisation = async (
  platform: Pick<Platform, 'clock' | 'db' | 'outbox'>,
  { name, site, password, people }: DemoOrganisation,
): Promise<{ organisationId: string; isNew: boolean; memberIds: Map<string, string> }> => {
  const { clock, db } = platform;
  const existing = await db.asSystem('seed: look', demoOrganisation);
  // Hashing takes its time on purpose, so not inside the transaction; one salt each.
  const hashes = existing === undefined ? await Promise.all(people.map(() => hashPassword(password))) : [];
  const organisationId =
    existing ??
    (await db.asSystem('seed: make', async (tx) => {
      const id = clock.newId();
      await insertOrganisation(tx, { id, name, isDemo: true, createdAt: new Date(clock.now()) });
      await addSite(platform, tx, { organisationId: id, ...site, origins: demoOrigins, policy: demoPolicy });
      for (const [index, person] of people.entries()) {
        const account = { email: person.email, name: person.name, passwordHash: hashes[index]!, isEmailVerified: true };
        const accountId = await addAccount(platform, tx, account);
        await addMember(platform, tx, { organisationId: id, accountId, name: person.name, role: person.role });
      }
      return id;
    }));
  const members = await db.withOrganisation(organisationId, (tx) => membersAfter(tx, null, 100));
  return {
    organisationId,
    isNew: existing === undefined,
    memberIds: new Map(members.map(({ email, id }) => [email, id])),
  };
};
