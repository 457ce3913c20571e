import ical, { ICalCalendarMethod, ICalEventStatus, type ICalEventData } from 'ical-generator';
import { slotMs } from './slots.ts';

/** An appointment as a calendar shows it. */
export interface Entry {
  /** The same for all that is ever said about it. */
  uid: string;
  /** Grows with each change; calendars pass over what is older than they know. */
  sequence: number;
  /** Milliseconds since the epoch. */
  slotAt: number;
  isCancelled: boolean;
  title: string;
  description?: string;
  /** Where it takes place: an address that can be opened. */
  url?: string;
  /** Whom it is sent to, where it comes by mail; absent in a file that somebody takes themselves. */
  attendee?: { name: string; email: string };
  /** Whom it is from; needed beside `attendee`. */
  organizer?: { name: string; email: string };
}

/** Before an appointment a calendar reminds of it, in seconds. */
const remindBeforeS = 10 * 60;

/**
 * One appointment as iCalendar (RFC 5545): to be taken into a calendar, or, with an attendee, as an invitation or its
 * cancellation (RFC 5546).
 *
 * @param now milliseconds since the epoch
 */
export const calendarOf = (entry: Entry, now: number): string => {
  const { uid, sequence, slotAt, isCancelled, title, description, url, attendee, organizer } = entry;
  const event: ICalEventData = {
    id: uid,
    sequence,
    stamp: new Date(now),
    start: new Date(slotAt),
    end: new Date(slotAt + slotMs),
    summary: title,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    description: description ?? null,
    url: url ?? null,
    organizer: organizer ?? null,
    attendees: attendee === undefined ? [] : [attendee],
    alarms: isCancelled ? [] : [{ trigger: remindBeforeS }],
  };
  return ical({
    prodId: { company: 'HARMONY.Live', product: 'Appointments' },
    method: methodOf(entry),
    events: [event],
  }).toString();
};

/** The method, which the content type of a letter's part names too. */
export const methodOf = ({ isCancelled, attendee }: Pick<Entry, 'isCancelled' | 'attendee'>): ICalCalendarMethod => {
  if (attendee === undefined) return ICalCalendarMethod.PUBLISH;
  return isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
};
