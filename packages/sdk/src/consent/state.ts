import type { ConsentState } from '@harmony-live/protocol';

export type ConsentSetting = 'required' | 'granted' | 'denied';

/** A person's own choices, by purpose. What was never asked is absent. */
export interface Choice {
  detect?: boolean;
  learn?: boolean;
  publish?: boolean;
}

/** All that decides. */
export interface ConsentInput {
  /** `data-consent`, or `consent` of `init`. */
  tag: ConsentSetting | undefined;
  /** The site's own default, `required` when unset. */
  site: ConsentSetting | undefined;
  /** Global Privacy Control and Do Not Track, as the browser says them. */
  gpc: boolean;
  dnt: boolean;
  choice: Choice;
  /** True when the grant was given while this page was open. */
  isGrantedHere: boolean;
}

/** The state, and how it came about; the person's own word is recorded with how they gave it. */
export interface Consent {
  state: ConsentState;
  how: 'person' | 'script-tag' | 'site-default' | 'gpc' | 'dnt';
}

/**
 * ```
 * the person refused ─────────────────────────────→ off
 * the person granted, and the tag does not deny ──→ on      (a grant on this page is newer than the tag: on)
 * denied · GPC · DNT ─────────────────────────────→ off
 * granted ────────────────────────────────────────→ on
 * required, unset ────────────────────────────────→ local
 * ```
 * The table of `domain.md`, "Consent in the page". A tag that says `denied` may be the answer of the host's own consent
 * dialog, given after an earlier grant: so it beats a grant that was kept from another page, never one of this page.
 */
export const resolveConsent = ({ tag, site, gpc, dnt, choice, isGrantedHere }: ConsentInput): Consent => {
  if (choice.detect === false) return { state: 'off', how: 'person' };
  if (choice.detect === true && (tag !== 'denied' || isGrantedHere)) return { state: 'on', how: 'person' };
  const setting = tag ?? site ?? 'required';
  const how = tag === undefined ? 'site-default' : 'script-tag';
  if (setting === 'denied') return { state: 'off', how };
  if (gpc) return { state: 'off', how: 'gpc' };
  if (dnt) return { state: 'off', how: 'dnt' };
  return { state: setting === 'granted' ? 'on' : 'local', how };
};
