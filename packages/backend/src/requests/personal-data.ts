import type { PersonalData } from '../platform/personal-data.ts';
import type { Platform } from '../platform/platform.ts';
import { cancelAllOf } from './create.ts';
import { emptyRequestsOf, openRequestsOf, requestsOf } from './store.ts';

/**
 * What people asked, with what went along. Erasing ends whatever they wait for and empties the requests; that somebody asked,
 * and when, stays for the site's statistics under an id that no longer means anybody.
 */
export const personalData = (platform: Platform): PersonalData => ({
  name: 'requests',
  columns: ['help_request.visitor_id', 'help_request.exclude'],
  export: async (tx, { visitorId }) => ({
    helpRequests: (await requestsOf(tx, visitorId)).map((row) => ({
      id: row.id,
      text: row.text,
      topic: row.topic,
      fields: row.fields,
      context: row.context,
      language: row.language,
      state: row.state,
      createdAt: new Date(row.createdAt).toISOString(),
    })),
  }),
  isOngoing: async (tx, { visitorId }) => (await openRequestsOf(tx, visitorId)).length > 0,
  erase: async (tx, { visitorId }) => {
    await cancelAllOf(platform, tx, visitorId);
    await emptyRequestsOf(tx, visitorId);
  },
});
