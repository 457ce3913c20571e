import type { Site } from '@harmony-live/protocol';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Router } from '../app/router.ts';
import { settingsPageName, settingsPath, type SettingsPage, type SitePage } from './settings-page.ts';

/** See `settingsNav`. */
export interface SettingsNavOptions {
  sites: readonly Site[];
  router: Router;
  page: SettingsPage;
}

/** The pages of Settings. With several sites each has pages of its own, under what they are about. */
export function settingsNav({ sites, router, page }: SettingsNavOptions): TemplateResult {
  const link = (to: SettingsPage, words = settingsPageName(to)): TemplateResult =>
    html`<a
      class="cut"
      href=${router.href('settings', ...settingsPath(to))}
      title=${words}
      aria-current=${to.kind === page.kind && to.siteId === page.siteId ? 'page' : nothing}
      >${words}</a
    >`;
  const ofSites = (kind: SitePage): unknown =>
    sites.length === 1
      ? link({ kind, siteId: sites[0]!.id })
      : sites.length > 1
        ? html`<p class="sec">${settingsPageName({ kind, siteId: '' })}</p>
            ${sites.map(({ id, name }) => link({ kind, siteId: id }, name))}`
        : nothing;
  return html`<nav class="settings-nav" aria-label=${msg('Pages of Settings')}>
    ${link({ kind: 'start' }, msg('Sites and members'))} ${ofSites('offers')} ${ofSites('widget')} ${ofSites('routing')}
    ${sites.length > 1 ? html`<p class="sec">${msg('Workspace')}</p>` : nothing} ${link({ kind: 'retention' })}
    ${link({ kind: 'audit' })}
  </nav>`;
}
