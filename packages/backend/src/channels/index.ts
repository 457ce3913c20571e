import fastifyPlugin from 'fastify-plugin';
import { receiveAnswers } from './email/incoming/index.ts';
import { registerEmail } from './email/index.ts';
import { personalData } from './personal-data.ts';
import { deliverPushes } from './push/deliver.ts';
import { registerPushRoutes } from './push/routes.ts';
import { vapidKeyOf } from './push/vapid.ts';

export { wordsIn, type Words } from './email/words/index.ts';

/** How people are told of what is theirs where no page of ours is open (MYCELIUM). Web push to members, e-mail to who asked. */
export const channels = fastifyPlugin(
  async (app) => {
    const { config, personalData: registry } = app.platform;
    const key = vapidKeyOf(config.secret);
    registry.register(personalData);
    registerPushRoutes(app, key);
    deliverPushes(app.platform, key);
    registerEmail(app);
    receiveAnswers(app);
  },
  { name: 'channels', dependencies: ['conversation'] },
);
