import type { MemberRole } from '@harmony-live/protocol/roles';
import { msg } from '@lit/localize';

/** A role by its name. */
export function roleName(role: MemberRole): string {
  switch (role) {
    case 'owner':
      return msg('Owner');
    case 'admin':
      return msg('Admin');
    case 'coordinator':
      return msg('Coordinator');
    case 'expert':
      return msg('Expert');
    case 'auditor':
      return msg('Auditor');
  }
}

/** What somebody in this role may do, in a sentence. */
export function roleMeaning(role: MemberRole): string {
  switch (role) {
    case 'owner':
      return msg('Everything, and decides who is owner or admin.');
    case 'admin':
      return msg('Sets up sites, members and policy, and helps.');
    case 'coordinator':
      return msg('Helps, looks into every conversation and the figures, and publishes articles.');
    case 'expert':
      return msg('Takes requests, and drafts articles from what was solved.');
    case 'auditor':
      return msg('Reads figures, settings and the ledger, never what people wrote. Changes nothing.');
  }
}
