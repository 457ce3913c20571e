import type { AuditEvent, GateDecision } from '@harmony-live/protocol';
import { msg } from '@lit/localize';

/** Things that acts are about, for the filter. */
export function auditThings(): [string, string][] {
  return [
    ['', msg('Everything')],
    ['site', msg('Sites')],
    ['member', msg('Members')],
    ['retention', msg('Retention')],
    ['person', msg('People’s own data')],
    ['sign-in', msg('Signing in')],
    ['samples', msg('Samples')],
  ];
}

/** What was done, in words; of an act that we do not know, its code. */
export function actWords(kind: string): string {
  switch (kind) {
    case 'site.created':
      return msg('Added a site');
    case 'site.changed':
      return msg('Changed a site');
    case 'site.key-rotated':
      return msg('Made a new public key');
    case 'site.secret-rotated':
      return msg('Made a new secret');
    case 'site.routing-changed':
      return msg('Changed the routing of a site');
    case 'member.invited':
      return msg('Invited somebody');
    case 'member.joined':
      return msg('Joined');
    case 'member.role-changed':
      return msg('Changed a role');
    case 'member.removed':
      return msg('Removed somebody');
    case 'retention.changed':
      return msg('Changed how long things are kept');
    case 'retention.deleted':
      return msg('Deleted what was past its time');
    case 'person.exported':
      return msg('Took a copy of their own data');
    case 'person.erased':
      return msg('Erased their own data');
    case 'sign-in.failed':
      return msg('Could not sign in');
    case 'samples.added':
      return msg('Added samples');
    case 'samples.removed':
      return msg('Removed samples');
    default:
      return kind;
  }
}

/** Who did it. A visitor has no name here. */
export function actorWords({ kind, name }: AuditEvent['by'] | GateDecision['by']): string {
  switch (kind) {
    case 'visitor':
      return msg('A visitor');
    case 'system':
      return msg('The system');
    case 'site':
      return msg('A page of a site');
    case 'member':
      return name ?? msg('Somebody who has left');
  }
}

/** What the gate answered. */
export function resultWords(result: string): string {
  switch (result) {
    case 'approved':
      return msg('Approved');
    case 'conditionally_approved':
      return msg('With conditions');
    case 'needs_review':
      return msg('Needs a look');
    case 'rejected':
      return msg('Rejected');
    default:
      return result;
  }
}
