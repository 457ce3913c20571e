import { msg } from '@lit/localize';

/** A page that each site has of its own. */
export type SitePage = 'offers' | 'widget' | 'routing';

/** A page of Settings; those of a site by its id. */
export type SettingsPage =
  { kind: 'start' | 'retention' | 'audit'; siteId?: undefined } | { kind: SitePage; siteId: string };

/** Which page an address below `settings/` means; what is none of ours is the start. */
export function settingsPage([kind, siteId]: readonly string[]): SettingsPage {
  if ((kind === 'offers' || kind === 'widget' || kind === 'routing') && siteId !== undefined) return { kind, siteId };
  return kind === 'retention' || kind === 'audit' ? { kind } : { kind: 'start' };
}

/** The same as an address, behind `settings`. */
export const settingsPath = ({ kind, siteId }: SettingsPage): string[] =>
  kind === 'start' ? [] : siteId === undefined ? [kind] : [kind, siteId];

/** The page's name: of its heading, and its tab in the browser. */
export function settingsPageName({ kind }: SettingsPage): string {
  switch (kind) {
    case 'start':
      return msg('Settings');
    case 'offers':
      return msg('Offers');
    case 'widget':
      return msg('Brand and words');
    case 'routing':
      return msg('Routing');
    case 'retention':
      return msg('Retention');
    case 'audit':
      return msg('Audit trail');
  }
}
