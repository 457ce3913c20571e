import type { PersonalData } from '../platform/personal-data.ts';
import type { Platform } from '../platform/platform.ts';
import { cancelAllOf } from './create.ts';
import { emptyRequestsOf, openRequestsOf, requestsOf } from './store.ts';
import { learnLater } from './triage/learn.ts';
import { hasCorrections } from './triage/store.ts';

/**
 * What people asked, with what went along. Erasing ends whatever they wait for and empties the requests; that somebody asked,
 * and when, stays for the site's statistics under an id that no longer means anybody.
 */
export const personalData = (platform: Platform): PersonalData => ({
  name: 'requests',
  columns: [
    'help_request.visitor_id',
    'help_request.exclude',
    'help_request.preferred_member_id',
    'help_request.triage_corrected_by',
  ],
  export: async (tx, { visitorId }) => ({
    helpRequests: (await requestsOf(tx, visitorId)).map((row) => ({
      id: row.id,
      text: row.text,
      topic: row.topic,
      fields: row.fields,
      context: row.context,
      language: row.language,
      domains: row.domains,
      complexity: row.complexity,
      urgency: row.urgency,
      state: row.state,
      createdAt: new Date(row.createdAt).toISOString(),
    })),
  }),
  isOngoing: async (tx, { visitorId }) => (await openRequestsOf(tx, visitorId)).length > 0,
  erase: async (tx, { organisationId, visitorId }) => {
    await cancelAllOf(platform, tx, visitorId);
    // What was learned from their words goes too: the next training does not see them.
    if (await hasCorrections(tx, visitorId)) await learnLater(platform, tx, organisationId);
    await emptyRequestsOf(tx, visitorId);
  },
  withdraw: {
    learn: async (tx, { organisationId, visitorId }) => {
      if (await hasCorrections(tx, visitorId)) await learnLater(platform, tx, organisationId);
    },
  },
});
