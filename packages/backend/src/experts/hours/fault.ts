import type { Fault } from '../../platform/http/validation.ts';
import type { WorkingHours } from './hours.ts';
import { isTimeZone } from './zone.ts';

/** What the shape of working hours cannot tell: whether the zone exists and the ranges lead anywhere. Null: nothing is wrong. */
export const faultOfHours = ({ timeZone, hours, exceptions }: WorkingHours): Fault | null => {
  if (timeZone !== null && !isTimeZone(timeZone)) {
    return { field: '/timeZone', reason: 'must be a time zone of the IANA data base, such as Europe/Berlin' };
  }
  if (timeZone === null && hours.length > 0) return { field: '/timeZone', reason: 'is needed beside hours' };
  const endless = hours.findIndex(({ from, to }) => from === to);
  if (endless >= 0) return { field: `/hours/${endless}/to`, reason: sameTime };
  if (exceptions.length > 0 && hours.length === 0) {
    return { field: '/exceptions', reason: 'need hours of the week that they are exceptions to' };
  }
  return faultOfExceptions(exceptions);
};

const sameTime = 'must differ from the beginning; a whole day is 00:00 to 24:00';

const faultOfExceptions = (exceptions: WorkingHours['exceptions']): Fault | null => {
  const dates = new Set<string>();
  for (const [index, { date, hours }] of exceptions.entries()) {
    const at = `/exceptions/${index}`;
    if (dates.has(date)) return { field: `${at}/date`, reason: 'is there twice' };
    dates.add(date);
    const endless = hours.findIndex(({ from, to }) => from === to);
    if (endless >= 0) return { field: `${at}/hours/${endless}/to`, reason: sameTime };
  }
  return null;
};
