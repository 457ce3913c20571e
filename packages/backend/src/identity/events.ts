import type { MemberRole } from '@harmony-live/protocol';

declare module '../platform/outbox/index.ts' {
  interface EventMap {
    /**
     * Somebody became a member of the organisation, perhaps again. `statements` and `languages` (BCP 47) are what they said
     * about themselves as they joined.
     */
    'member.joined': { memberId: string; name: string; role: MemberRole; statements?: string[]; languages?: string[] };
    /** A member may do other things than before. */
    'member.role-changed': { memberId: string; role: MemberRole };
    /** Somebody is no longer a member: they left, or were taken out. Their name stays on what they wrote. */
    'member.removed': { memberId: string };
    /** Two ids were one person: whatever is kept under `mergedId` is `visitorId`'s from now on. */
    'visitor.merged': { visitorId: string; mergedId: string };
    /** A person had everything about them erased. Modules did so in the same transaction; this is for what lies outside it. */
    'person.erased': { visitorId: string };
  }
}
