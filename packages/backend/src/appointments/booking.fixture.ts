import type { HelpRequest, OwnAppointments } from '@harmony-live/protocol';
import { saveProfile } from '../experts/index.ts';
import type { House } from '../matching/house.fixture.ts';
import { matchWaiting } from '../matching/offer.ts';
import type { MemberCaller, VisitorCaller } from '../platform/caller.ts';
import type { Tx } from '../platform/database/index.ts';
import { beginSlots } from '../requests/create.ts';
import { slotNearMs } from '../requests/later/later.ts';
import { freeSlots } from './book.ts';

/** Where requests are made. */
export const route = '/v1/help-requests';

const always = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];

export const iso = (at: number): string => new Date(at).toISOString();

/** What tests of appointments do in a house. */
export const bookingIn = (house: House) => {
  const { platform } = house.app;
  const { db } = platform;
  const inHouse = <T>(work: (tx: Tx) => Promise<T>) => db.withOrganisation(house.organisationId, work);
  const asSystem = <T>(work: (tx: Tx) => Promise<T>) => db.asSystem('test', work);
  return {
    inHouse,
    asSystem,
    /** An expert who can be booked at any hour. */
    bookable: async (name: string, statements: string[] = []): Promise<MemberCaller> => {
      const caller = await house.expert(name);
      const profile = { statements, languages: [{ tag: 'en', level: 2 as const }], capacity: 3 };
      const hours = { timeZone: 'UTC', hours: always, exceptions: [] };
      await inHouse((tx) => saveProfile(platform, tx, caller.memberId, { ...profile, ...hours }));
      return caller;
    },
    slots: (memberId?: string) => inHouse((tx) => freeSlots(tx, house.clock.now(), memberId)),
    attempt: (visitor: VisitorCaller, slotAt: number, over: object = {}) =>
      house.call<HelpRequest>(visitor, 'POST', route, {
        ...{ clientId: crypto.randomUUID(), text: 'My database is slow', mode: 'scheduled', slotAt: iso(slotAt) },
        ...over,
      }),
    look: async (visitor: VisitorCaller, { id }: Pick<HelpRequest, 'id'>) =>
      (await house.call<HelpRequest>(visitor, 'GET', `${route}/${id}`)).body,
    own: async (member: MemberCaller) =>
      (await house.call<OwnAppointments>(member, 'GET', '/v1/appointments')).body.items,
    decline: (member: MemberCaller, id: string, reason?: string) =>
      house.app.inject({
        ...{ method: 'POST', url: `/v1/appointments/${id}/decline` },
        payload: reason === undefined ? {} : { reason },
        headers: { authorization: member.memberId, origin: 'http://localhost' },
      }),
    /** Five minutes before a slot. */
    comeNear: async (slotAt: number): Promise<void> => {
      house.clock.advance(slotAt - slotNearMs - house.clock.now());
      await asSystem((tx) => beginSlots(platform, tx));
    },
    match: () => inHouse((tx) => matchWaiting(platform, tx, house.organisationId)),
  };
};
