import type { HoursRange } from '@harmony-live/protocol';
import type { Fault } from '../../platform/http/validation.ts';
import type { WorkingHours } from './hours.ts';
import { isTimeZone } from './zone.ts';

/** What the shape of working hours cannot tell: whether the zone exists and the ranges lead anywhere. Null: nothing is wrong. */
export const faultOfHours = ({ timeZone, hours, exceptions }: WorkingHours): Fault | null => {
  if (timeZone !== null && !isTimeZone(timeZone)) {
    return { field: '/timeZone', reason: 'must be a time zone of the IANA data base, such as Europe/Berlin' };
  }
  if (timeZone === null && hours.length > 0) return { field: '/timeZone', reason: 'is needed beside hours' };
  if (exceptions.length > 0 && hours.length === 0) {
    return { field: '/exceptions', reason: 'need hours of the week that they are exceptions to' };
  }
  return faultOfRanges(hours, '/hours') ?? faultOfExceptions(exceptions);
};

const beginning = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
const end = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

const faultOfRanges = (ranges: readonly HoursRange[], at: string): Fault | null => {
  for (const [index, { from, to }] of ranges.entries()) {
    if (!beginning.test(from)) return { field: `${at}/${index}/from`, reason: 'must be a time such as 09:00' };
    if (!end.test(to)) return { field: `${at}/${index}/to`, reason: 'must be a time such as 17:30, or 24:00' };
    if (from === to) {
      return {
        field: `${at}/${index}/to`,
        reason: 'must differ from the beginning; a whole day is 00:00 to 24:00',
      };
    }
  }
  return null;
};

const faultOfExceptions = (exceptions: WorkingHours['exceptions']): Fault | null => {
  const dates = new Set<string>();
  for (const [index, { date, hours }] of exceptions.entries()) {
    if (dates.has(date)) return { field: `/exceptions/${index}/date`, reason: 'is there twice' };
    dates.add(date);
    const fault = faultOfRanges(hours, `/exceptions/${index}/hours`);
    if (fault !== null) return fault;
  }
  return null;
};
