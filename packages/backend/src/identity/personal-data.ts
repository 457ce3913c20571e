import type { Clock } from '../platform/clock.ts';
import type { PersonalData, PersonalDataRegistry } from '../platform/personal-data.ts';
import { deleteDeviceKeysOf, eraseVisitor, exportVisitor } from './visitors/store.ts';

/**
 * Visitors are erased to a shell. Accounts, sessions and invitations are those of people who sign in to the console: they
 * hold no visitor's data, and go with the account. What members did stays in the audit trail; what visitors did is there
 * without them.
 */
export const personalData = (
  clock: Pick<Clock, 'now'>,
  registry: Pick<PersonalDataRegistry, 'isOngoing'>,
): PersonalData => ({
  name: 'identity',
  columns: [
    'visitor.merged_into',
    'visitor_key.visitor_id',
    'visit.visitor_id',
    'consent_record.visitor_id',
    'member.account_id',
    'session.account_id',
    'session.member_id',
    'account_token.account_id',
    'invitation.invited_by',
    'audit_event.member_id',
  ],
  export: (tx, { visitorId }) => exportVisitor(tx, visitorId),
  erase: (tx, { visitorId }) => eraseVisitor(tx, visitorId, new Date(clock.now())),
  // The device has forgotten its key: nobody is known again by it, unless help is under way.
  withdraw: {
    detect: async (tx, person) => {
      if (!(await registry.isOngoing(tx, person))) await deleteDeviceKeysOf(tx, person.visitorId);
    },
  },
});
