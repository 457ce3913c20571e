import fastifyPlugin from 'fastify-plugin';
import { registerCalls } from './calls/index.ts';
import { registerEvents } from './events.ts';
import { registerFrames } from './frames.ts';
import { createGroupCommit } from './group-commit.ts';
import { createLog } from './log.ts';
import { createNames } from './names.ts';
import { createNews } from './news.ts';
import { personalData } from './personal-data.ts';
import { createPresence } from './presence.ts';
import { createRooms } from './rooms.ts';
import { registerHelpInsights } from './insights/routes.ts';
import { registerResolutionRoutes } from './resolution/routes.ts';
import { assumeSilent } from './resolution/resolve.ts';
import { registerRoutes } from './routes.ts';
import { startSweep } from '../platform/sweep.ts';

export type { CloseReason, Outcome } from './events.ts';
export { resolutionsOf, thanksTo, type ResolutionRow } from './resolution/store.ts';
export { messagesAfter } from './store.ts';
export type { StoredMessage } from './message.ts';

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

    registry.register(personalData(app.platform));
    registerEvents(app, log);
    registerRoutes(app, { log, names, storeMessage });
    registerResolutionRoutes(app, { log, names });
    registerHelpInsights(app);
    registerCalls(app, log, news);
    registerFrames(app, { names, news, presence, rooms, storeMessage });

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
