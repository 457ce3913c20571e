import { Problem } from '@harmony-live/protocol';
import { saveProfile } from '../experts/index.ts';
import { ensureDemoOrganisation } from '../identity/index.ts';
import { seedArticles } from '../knowledge/index.ts';
import type { Platform } from '../platform/platform.ts';
import { demoArticles } from './articles.ts';
import { demoPassword, demoPeople } from './people.ts';

/** The public key in the script tag of the demo's pages. */
export const demoSiteKey = 'pk_demo';

/**
 * Fills the demo: its organisation, site, people and articles, each once. What somebody has changed since stays changed, and what a
 * start that was cut off left out is made good.
 *
 * @returns whether this was the first time
 * @throws Error outside demo mode: the passwords are public
 */
export const seedDemo = async (platform: Platform): Promise<{ isNew: boolean }> => {
  if (!platform.config.isDemo) throw new Error('The demo is seeded in demo mode alone: its passwords are public.');
  const { organisationId, isNew, memberIds } = await ensureDemoOrganisation(platform, {
    name: 'Demo',
    site: { name: 'Fernbill', key: demoSiteKey },
    password: demoPassword,
    people: demoPeople,
  });
  for (const { email, profile } of demoPeople) {
    const memberId = memberIds.get(email);
    if (profile === undefined || memberId === undefined) continue;
    await platform.db
      .withOrganisation(organisationId, (tx) => saveProfile(platform, tx, memberId, profile, neverWritten))
      .catch((error: unknown) => {
        // Written before, by us or by the expert: theirs to change from then on.
        if (!(error instanceof Problem && error.code === 'version/stale')) throw error;
      });
  }
  const articles = demoArticles.map(({ title, body, author }) => {
    const authorId = memberIds.get(author);
    return { title, body, language: 'en', contributorIds: authorId === undefined ? [] : [authorId] };
  });
  await platform.db.withOrganisation(organisationId, (tx) => seedArticles(platform, tx, organisationId, articles));
  return { isNew };
};

/** The version of a profile that nobody has written yet. */
const neverWritten = 0;
