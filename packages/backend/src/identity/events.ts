import type { MemberRole } from '@harmony-live/protocol';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /** Somebody became a member of the organisation. */
    'member.joined': { memberId: string; name: string; role: MemberRole };
    /** Two ids were one person: whatever is kept under `mergedId` is `visitorId`'s from now on. */
    'visitor.merged': { visitorId: string; mergedId: string };
    /** A person had everything about them erased. Modules did so in the same transaction; this is for what lies outside it. */
    'person.erased': { visitorId: string };
  }
}
