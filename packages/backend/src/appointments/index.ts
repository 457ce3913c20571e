import './events.ts';
import fastifyPlugin from 'fastify-plugin';
import { contributeBooking, contributeStatus } from '../requests/index.ts';
import { book, release } from './book.ts';
import { registerEvents } from './events.ts';
import { deliverLetters } from './letters.ts';
import { personalData } from './personal-data.ts';
import { deliverReminders } from './reminder.ts';
import { registerRoutes } from './routes.ts';
import { statusOf } from './status.ts';

/** Booked slots: which times are free, who is booked, and what calendars are told. */
export const appointments = fastifyPlugin(
  async (app) => {
    const { platform } = app;
    platform.personalData.register(personalData);
    contributeBooking(app, {
      book: (tx, request) => book(platform, tx, request),
      release: (tx, request) => release(platform, tx, request),
    });
    contributeStatus(app, statusOf);
    registerEvents(app);
    registerRoutes(app);
    deliverLetters(platform);
    deliverReminders(platform);
  },
  { name: 'appointments', dependencies: ['matching'] },
);
