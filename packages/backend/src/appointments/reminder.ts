import { siteOf, vouchedEmailOf } from '../identity/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Letter } from '../platform/mail/index.ts';
import type { Platform } from '../platform/platform.ts';
import { findRequest, type HelpRequestRow } from '../requests/index.ts';
import { calendarOf } from './calendar.ts';
import { entryFor } from './entry.ts';

const queue = 'appointments.reminder';

/** So long before the slot the person is reminded, in milliseconds. */
export const remindBeforeMs = 60 * 60_000;

/** Plans the letter to the person in the transaction that books; one for a request, whoever comes. */
export const planReminder = async (
  { jobs, mail }: Pick<Platform, 'jobs' | 'mail'>,
  tx: Tx,
  { id: requestId, organisationId, visitorId, slotAt }: HelpRequestRow,
): Promise<void> => {
  if (!mail.canSend || (await vouchedEmailOf(tx, visitorId)) === null) return;
  const startAfter = new Date(slotAt! - remindBeforeMs);
  await jobs.send(queue, { organisationId, requestId }, { tx, startAfter, singletonKey: requestId });
};

/** Writes the letters, of what still takes place. */
export const deliverReminders = ({ clock, db, jobs, mail }: Platform): void => {
  jobs.work<{ organisationId: string; requestId: string }>(queue, async ({ organisationId, requestId }) => {
    const letter = await db.withOrganisation(organisationId, (tx) => reminderFor(tx, requestId, clock.now()));
    if (letter !== null) await mail.send(letter);
  });
};

const reminderFor = async (tx: Tx, requestId: string, now: number): Promise<Letter | null> => {
  const request = await findRequest(tx, requestId);
  if (request?.state !== 'scheduled') return null;
  const to = await vouchedEmailOf(tx, request.visitorId);
  if (to === null) return null;
  const { name: fromName } = await siteOf(tx, request.siteId);
  const entry = await entryFor(tx, request);
  // In UTC, since nobody has told the person's zone; the file says it in theirs.
  const time = new Date(request.slotAt!).toISOString().slice(11, 16);
  return {
    to,
    fromName,
    subject: `Your appointment is at ${time} UTC`,
    text: [
      'Hello,',
      `In about an hour, at ${time} UTC, somebody is there for you. The attached file says the time by your own clock.`,
      'Open the page on which you booked a little before: there it becomes the conversation by itself, and there you can cancel.',
    ].join('\n\n'),
    attachments: [
      {
        name: 'appointment.ics',
        type: 'text/calendar; charset=utf-8; method=PUBLISH',
        content: calendarOf(entry, now),
      },
    ],
  };
};
