import fastifyPlugin from 'fastify-plugin';
import { contributeFirstStep, contributeRetention } from '../identity/index.ts';
import { startSweep } from '../platform/sweep.ts';
import { beginSlots, expireGone } from './create.ts';
import { registerEvents } from './events.ts';
import { registerFrames } from './frames.ts';
import { goneAfterMs } from './help-request.ts';
import { createNews } from './news.ts';
import { personalData } from './personal-data.ts';
import { registerRoutes } from './routes.ts';
import { emptyRequestsBefore, hasRequests } from './store.ts';
import { registerLearning } from './triage/learn.ts';

export {
  claimQueued as claimWaiting,
  findRequest,
  lockRequest,
  requestIdsOf,
  requestsSince,
  setMatched as markMatched,
  setRequeued as requeue,
  type HelpRequestRow,
} from './store.ts';
export { contributeBooking, type Booking } from './later/booking.ts';
export { pressingBeforeMs, slotGraceMs } from './later/later.ts';
export { setExcluded, setPreferred } from './later/store.ts';
export { reachByEmail } from './by-email/by-email.ts';
export { placeOf, stateAfter } from './help-request.ts';
export { domainsOf } from './triage/learn.ts';
export { wordsOf } from './words.ts';
/** What domains' names say, for measuring triage on other data. */
export { nameSeeds } from './triage/seeds.ts';
export { correctTriage } from './triage/correct.ts';
export type { Places } from './wait/wait.ts';
export { contributeStatus, contributeToQueue, type StatusContributor, type StatusPart } from './status.ts';
export { addSampleRequest, sampleVisitorIds } from './samples/store.ts';
export { aboutOf, requestSummary } from './summary.ts';

/** Help requests: states, queue, estimated wait. */
export const requests = fastifyPlugin(
  async (app) => {
    const { db, personalData: registry } = app.platform;
    registry.register(personalData(app.platform));
    registerRoutes(app);
    registerLearning(app.platform);
    registerFrames(app);
    registerEvents(app, createNews(app));
    contributeFirstStep(app, 'test-request', hasRequests);
    // Requests go with their conversations; one that nobody answered has none, and is counted with none.
    contributeRetention(app, {
      ...{ kind: 'conversations', count: async () => ({ kept: 0, next: 0 }), forget: emptyRequestsBefore },
    });
    startSweep(app, {
      name: 'requests: whose visitors are gone',
      everyMs: 10_000,
      run: () => db.asSystem('requests: whose visitors are gone', (tx) => expireGone(app.platform, tx, goneAfterMs)),
    });
    startSweep(app, {
      name: 'requests: whose slot is near',
      everyMs: 10_000,
      run: () => db.asSystem('requests: whose slot is near', (tx) => beginSlots(app.platform, tx)),
    });
  },
  { name: 'requests', dependencies: ['gate'] },
);
