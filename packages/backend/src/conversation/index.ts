import fastifyPlugin from 'fastify-plugin';
import { registerAttachments } from './attachments/index.ts';
import { registerBlockRoutes } from './block.ts';
import { registerCalls } from './calls/index.ts';
import { registerEarlierRoute } from './earlier.ts';
import { registerEvents } from './events.ts';
import { registerFrames } from './frames.ts';
import { registerGivingBack } from './giving-back/index.ts';
import { createGroupCommit } from './group-commit.ts';
import { registerHandovers } from './handovers/index.ts';
import { createLog } from './log.ts';
import { createNames } from './names.ts';
import { createNews } from './news.ts';
import { registerNoteRoutes } from './notes/routes.ts';
import { personalData } from './personal-data.ts';
import { createPresence } from './presence.ts';
import { registerReplyRoutes } from './replies/routes.ts';
import { standingsOf } from './ratings/store.ts';
import { createRooms } from './rooms.ts';
import { registerHelpInsights } from './insights/routes.ts';
import { registerResolutionRoutes } from './resolution/routes.ts';
import { assumeSilent } from './resolution/resolve.ts';
import { registerRoutes } from './routes.ts';
import { contributeRetention } from '../identity/index.ts';
import { contributeStatus } from '../requests/index.ts';
import { countConversations, deleteConversationsBefore } from './retention/store.ts';
import { startSweep } from '../platform/sweep.ts';
import { registerTriageRoute } from './triage.ts';
import { rememberLog } from './writing.ts';

export type { CloseReason, Outcome } from './events.ts';
export { resolutionsOf, thanksTo, type ResolutionRow } from './resolution/store.ts';
export { addSampleConversation } from './samples/store.ts';
export { messagesAfter } from './store.ts';
export type { StoredMessage } from './message.ts';
export { attachFromOutside, goOnFromOutside, readFromOutside, writeFromOutside } from './writing.ts';

/** The log that people write to each other in, who is here, and the end of it. */
export const conversation = fastifyPlugin(
  async (app) => {
    const { bus, clock, db, personalData: registry } = app.platform;
    const names = createNames(clock);
    const news = createNews(bus);
    const rooms = createRooms();
    const presence = createPresence(app.platform, rooms, names, news);
    const log = createLog(app.platform, names, news);
    const storeMessage = createGroupCommit(db, log);

    rememberLog(app.platform, log);
    registry.register(personalData(app.platform));
    registerEvents(app, log);
    registerRoutes(app, { log, names, storeMessage });
    registerResolutionRoutes(app, { log, names });
    contributeStatus(
      app,
      async (tx, ids) => new Map([...(await standingsOf(tx, ids))].map(([id, standing]) => [id, { standing }])),
    );
    registerGivingBack(app, log);
    registerBlockRoutes(app, { names });
    registerHandovers(app, { log, names });
    registerHelpInsights(app);
    registerNoteRoutes(app, names);
    registerEarlierRoute(app, names);
    registerTriageRoute(app);
    registerReplyRoutes(app);
    registerAttachments(app, log);
    registerCalls(app, log, news);
    registerFrames(app, { markRead: log.markRead, names, news, presence, rooms, storeMessage });

    contributeRetention(app, { kind: 'conversations', count: countConversations, forget: deleteConversationsBefore });
    startSweep(app, {
      name: 'conversation: proposals nobody answered',
      everyMs: 60_000,
      run: () => assumeSilent(app.platform, log),
    });

    const stopHearing = news.subscribe((one) => {
      rooms.tell(one);
      const { organisationId, conversationId, frame } = one;
      if (frame.frame !== 'presence' || frame.status === 'here' || frame.from.id === undefined) return;
      const { kind, id } = frame.from;
      if (kind !== 'system') presence.heardAway(organisationId, conversationId, { kind, id });
    });
    app.addHook('preClose', async () => {
      stopHearing();
      presence.stop();
    });
  },
  { name: 'conversation', dependencies: ['matching'] },
);
