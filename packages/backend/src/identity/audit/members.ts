import type { Platform } from '../../platform/platform.ts';
import { noteAct } from './audit.ts';

/** Whoever joins is in the trail, by whichever way they came. */
export const noteMembers = (platform: Pick<Platform, 'clock' | 'outbox'>): void => {
  platform.outbox.on('member.joined', 'identity.note-joined', (tx, { organisationId, payload }) =>
    noteAct(platform, tx, organisationId, {
      ...{ kind: 'member.joined', by: { kind: 'member', memberId: payload.memberId } },
      changes: [{ field: 'role', from: null, to: payload.role }],
    }),
  );
};
