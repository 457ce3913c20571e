import { memberCards } from '../identity/index.ts';
import { workingHours } from '../experts/index.ts';
import type { Tx } from '../platform/database/index.ts';
import type { Letter } from '../platform/mail/mail.ts';
import type { Platform } from '../platform/platform.ts';
import { calendarOf, methodOf, type Entry } from './calendar.ts';
import { findAppointment } from './store.ts';

const queue = 'appointments.letter';

/** Asks for a letter to whoever is booked, or no longer is, in the transaction that changes it; nothing where there is no mail. */
export const sendLetter = async (
  { jobs, mail }: Pick<Platform, 'jobs' | 'mail'>,
  tx: Tx,
  organisationId: string,
  appointmentId: string,
): Promise<void> => {
  if (mail.canSend) await jobs.send(queue, { organisationId, appointmentId }, { tx });
};

/** Writes the letters: what holds when they are written, so that two in a row say the same rather than something outdated. */
export const deliverLetters = ({ clock, config, db, jobs, mail }: Platform): void => {
  jobs.work<{ organisationId: string; appointmentId: string }>(queue, async ({ organisationId, appointmentId }) => {
    const letter = await db.withOrganisation(organisationId, (tx) =>
      letterFor(tx, appointmentId, config.publicUrl, clock.now()),
    );
    if (letter !== null) await mail.send(letter);
  });
};

const letterFor = async (tx: Tx, id: string, publicUrl: string, now: number): Promise<Letter | null> => {
  const appointment = await findAppointment(tx, id);
  const member = appointment && (await memberCards(tx, [appointment.memberId])).get(appointment.memberId);
  if (appointment === undefined || member === undefined) return null;
  const isCancelled = appointment.state !== 'booked';
  const [hours] = await workingHours(tx, appointment.memberId);
  const when = momentWords(appointment.slotAt, hours?.timeZone ?? 'UTC');
  const link = `${publicUrl}/console/queue`;
  const entry: Entry = {
    ...{ uid: appointment.id, sequence: isCancelled ? 1 : 0, slotAt: appointment.slotAt, isCancelled },
    ...{ title: 'Appointment at HARMONY.Live', url: link },
    attendee: member,
    organizer: { name: 'HARMONY.Live', email: `no-reply@${new URL(publicUrl).hostname}` },
  };
  const type = `text/calendar; charset=utf-8; method=${methodOf(entry)}`;
  return {
    to: member.email,
    subject: isCancelled ? `Not taking place: ${when}` : `You are booked: ${when}`,
    link,
    text: isCancelled ? cancelledText(when, link) : bookedText(when, link),
    ...(isCancelled ? { after: [id] } : { id }),
    attachments: [{ name: 'appointment.ics', type, content: calendarOf(entry, now) }],
  };
};

// Without the person's words: neither mailboxes nor calendars are the place for them.
const bookedText = (when: string, link: string): string =>
  [
    'Hello,',
    `Somebody has booked you: ${when}.`,
    'What it is about stands in the console, where you can give it to somebody else, too. Five minutes before the time it is put before you there:',
    link,
  ].join('\n\n');

const cancelledText = (when: string, link: string): string =>
  [
    'Hello,',
    `What you were booked for does not take place with you: ${when}. The attached file takes it out of your calendar.`,
    'What else you are booked for:',
    link,
  ].join('\n\n');

const momentWords = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
    ...{ timeZone, timeZoneName: 'short' },
  }).format(at);
