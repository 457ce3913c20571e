// What the modules say to each other is declared by each of them: all of them are needed to check one.
import type {} from '../packages/backend/src/app.ts';
import { demoSiteKey } from '../packages/backend/src/demo/seed.ts';
import { openSession, sessionCookie } from '../packages/backend/src/identity/accounts/sessions.ts';
import { systemClock } from '../packages/backend/src/platform/clock.ts';
import type { Database } from '../packages/backend/src/platform/database/index.ts';
import { seededRandom } from '../packages/backend/src/platform/seeded-random.ts';
import { addExperts } from './matching/fill.ts';
import { openMember, type Person } from './people.ts';

/** So many connect at a time. */
const AT_ONCE = 50;

/**
 * Adds experts to the demo's organisation, each of whom is signed in.
 *
 * @param db of a server that is stopped
 * @returns the session cookie of each
 */
export async function addCrowd(db: Database, size: number, log: (line: string) => void): Promise<string[]> {
  const [demo] = await db.asSystem(
    'bench: the demo',
    (tx) => tx<{ id: string }[]>`select organisation_id as id from site where key = ${demoSiteKey}`,
  );
  const ids = await addExperts(db, demo!.id, size, seededRandom(size), log);
  const cookies: string[] = [];
  await db.asSystem('bench: sessions', async (tx) => {
    for (const id of ids) {
      const value = await openSession({ clock: systemClock }, tx, { id, organisationId: demo!.id, accountId: id });
      cookies.push(`${sessionCookie}=${value}`);
    }
  });
  return cookies;
}

/** Brings all of them in: each with a connection, on duty. */
export async function connectCrowd(url: string, cookies: readonly string[]): Promise<Person[]> {
  const people: Person[] = [];
  for (let from = 0; from < cookies.length; from += AT_ONCE) {
    const some = cookies.slice(from, from + AT_ONCE).map(async (cookie) => {
      const person = await openMember(url, cookie);
      await person.line.ask({ frame: 'availability', switch: true });
      return person;
    });
    people.push(...(await Promise.all(some)));
  }
  return people;
}
