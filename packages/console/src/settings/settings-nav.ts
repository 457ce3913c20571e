import type { Site } from '@harmony-live/protocol';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Router } from '../app/router.ts';

/** See `settingsNav`. */
export interface SettingsNavOptions {
  sites: readonly Site[];
  router: Router;
  /** Id of the site whose offers are shown; undefined: sites and members. */
  offersOf: string | undefined;
}

/** The pages of Settings. With several sites each has offers of its own, by its name. */
export function settingsNav({ sites, router, offersOf }: SettingsNavOptions): TemplateResult {
  const isOne = sites.length === 1;
  return html`<nav class="settings-nav" aria-label=${msg('Pages of Settings')}>
    ${link(router.href('settings'), msg('Sites and members'), offersOf === undefined)}
    ${sites.length > 1 ? html`<p class="sec">${msg('Offers')}</p>` : nothing}
    ${sites.map(({ id, name }) =>
      link(router.href('settings', 'offers', id), isOne ? msg('Offers') : name, id === offersOf),
    )}
  </nav>`;
}

const link = (href: string, words: string, isHere: boolean): TemplateResult =>
  html`<a class="cut" href=${href} title=${words} aria-current=${isHere ? 'page' : nothing}>${words}</a>`;
