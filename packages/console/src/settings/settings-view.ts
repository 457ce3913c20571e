import { ClientProblem } from '@harmony-live/client';
import type { Site } from '@harmony-live/protocol';
import { allows, routeAccess } from '@harmony-live/protocol/roles';
import { clockTime, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { everyPage } from '../app/every-page.ts';
import { LightElement } from '../app/light-element.ts';
import { loadProblem } from '../app/load-problem.ts';
import { once } from '../app/once.ts';
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import '../first-steps/first-steps.ts';
import './audit/audit-page.ts';
import './members/members-part.ts';
import './offers/offers-page.ts';
import './retention/retention-page.ts';
import './routing/routing-page.ts';
import { settingsNav } from './settings-nav.ts';
import { settingsPageName, type SettingsPage, type SitePage } from './settings-page.ts';
import css from './settings.css';
import './sites/add-site.ts';
import './sites/site-card.ts';
import './widget/widget-page.ts';

adopt(css);

/** How often "3 minutes ago" is told anew, in milliseconds. */
const tickMs = 10_000;

/**
 * The settings of a workspace: sites and members, what each site offers, says and asks, for how long things are kept, and who
 * changed what. Who may not change them reads them.
 */
@customElement('harmony-settings')
export class SettingsView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  /** The page of the address. */
  @property({ attribute: false }) accessor page: SettingsPage = { kind: 'start' };
  @state() private accessor sites: readonly Site[] | null = null;
  /** When a control was saved last, epoch milliseconds; null while one is on its way, and on other pages. */
  @state() private accessor savedAt: number | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor now = Date.now();
  #stops: (() => void)[] = [];
  #pageKey = '';
  readonly #load = once(() => this.#read());

  override connectedCallback(): void {
    super.connectedCallback();
    const ticking = setInterval(() => (this.now = Date.now()), tickMs);
    this.#stops = [
      () => clearInterval(ticking),
      this.desk.live.on('site', ({ siteId, firstSeenAt, lastSeenAt }) => {
        this.now = Date.now();
        this.#put(siteId, { firstSeenAt, lastSeenAt });
      }),
      this.desk.live.on('site.changed', () => void this.#load()),
      // Called at once when online; news may have been missed before.
      this.desk.live.onConnected(() => void this.#load()),
    ];
    if (this.desk.connection.state !== 'online') void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const key = `${this.page.kind} ${this.page.siteId}`;
    if (changed.has('page') && key !== this.#pageKey) this.savedAt = null;
    this.#pageKey = key;
  }

  protected override updated(changed: PropertyValues<this>): void {
    // On a phone the pages stand in a row that is longer than the screen.
    if (!changed.has('page') && !changed.has('sites' as never)) return;
    this.querySelector('.settings-nav [aria-current]')?.scrollIntoView({ block: 'nearest' });
  }

  protected override render(): TemplateResult {
    const page = this.#shown;
    const site = this.sites?.find(({ id }) => id === page.siteId);
    return html`<header class="view-head">
        <h1 class="grow">${settingsPageName(page)}</h1>
        <span class="meta" role="status"
          >${this.savedAt === null ? '' : msg(str`Saved ${clockTime(this.savedAt)}`)}</span
        >
        <span class="meta cut">${site?.name ?? this.desk.me.organisation.name}</span>
      </header>
      <div class=${this.#canRead ? 'cols side' : 'cols'}>
        ${this.#canRead ? settingsNav({ sites: this.sites ?? [], router: this.router, page }) : nothing}
        <div class="settings-page" tabindex=${this.#canEdit ? nothing : '0'}>
          <div class=${page.kind === 'audit' || page.kind === 'routing' ? 'settings-body wide' : 'settings-body'}>
            ${this.problem ? loadProblem(msg('The settings did not load.'), this.problem, () => void this.#load()) : nothing}
            ${this.#renderPage(site)}
          </div>
        </div>
      </div>`;
  }

  #renderPage(site: Site | undefined): TemplateResult | typeof nothing {
    const page = this.#shown;
    switch (page.kind) {
      case 'start':
        return html`${this.#renderFirstSteps()} ${this.#renderSites()}
          <harmony-members .desk=${this.desk}></harmony-members>`;
      case 'retention':
        return html`<harmony-retention
          .desk=${this.desk}
          .canEdit=${this.#canEdit}
          @saved=${this.#onSaved}
        ></harmony-retention>`;
      case 'audit':
        return html`<harmony-audit .desk=${this.desk}></harmony-audit>`;
      case 'offers':
      case 'widget':
      case 'routing':
        return this.#renderOfSite(site, page);
    }
  }

  #renderOfSite(
    site: Site | undefined,
    { kind, siteId }: Extract<SettingsPage, { kind: SitePage }>,
  ): TemplateResult | typeof nothing {
    if (site) return html`${keyed(`${kind} ${siteId}`, this.#pageOf(site, kind))}`;
    if (this.sites === null)
      return this.problem
        ? nothing
        : html`<div class="late">${skeleton({ label: msg('The sites load'), rows: 6, rowHeight: 60 })}</div>`;
    return html`<p class="sub">${msg('There is no such site any more. Choose one at the side.')}</p>`;
  }

  #pageOf(site: Site, kind: SitePage): TemplateResult {
    const { desk } = this;
    const canEdit = this.#canEdit;
    switch (kind) {
      case 'offers':
        return html`<harmony-offers
          .desk=${desk}
          .site=${site}
          .canEdit=${canEdit}
          @site-changed=${this.#onSiteChanged}
          @saved=${this.#onSaved}
        ></harmony-offers>`;
      case 'widget':
        return html`<harmony-widget-page
          .desk=${desk}
          .site=${site}
          .canEdit=${canEdit}
          @site-changed=${this.#onSiteChanged}
          @saved=${this.#onSaved}
        ></harmony-widget-page>`;
      case 'routing':
        return html`<harmony-routing
          .desk=${desk}
          .site=${site}
          .canEdit=${canEdit}
          @saved=${this.#onSaved}
        ></harmony-routing>`;
    }
  }

  #renderFirstSteps(): TemplateResult | typeof nothing {
    if (!this.#canEdit) return nothing;
    return html`<harmony-first-steps .desk=${this.desk} .router=${this.router}></harmony-first-steps>`;
  }

  #renderSites(): TemplateResult {
    return html`<section class="stack lg" id="sites">
      <h2 class="h2">${msg('Sites')}</h2>
      ${
        this.sites === null
          ? this.problem
            ? ''
            : skeleton({ label: msg('The sites load'), rows: 3, rowHeight: 40 })
          : repeat(
              this.sites,
              ({ id }) => id,
              (site) =>
                html`<harmony-site-card
                  .desk=${this.desk}
                  .site=${site}
                  .canEdit=${this.#canEdit}
                  .now=${this.now}
                  .offersHref=${this.router.href('settings', 'offers', site.id)}
                  .widgetHref=${this.router.href('settings', 'widget', site.id)}
                  @site-changed=${this.#onSiteChanged}
                ></harmony-site-card>`,
            )
      }
      ${
        this.sites !== null && this.#canEdit
          ? html`<harmony-add-site .desk=${this.desk} @site-added=${this.#onSiteAdded}></harmony-add-site>`
          : nothing
      }
    </section>`;
  }

  async #read(): Promise<void> {
    if (!this.#canRead) return;
    try {
      this.sites = await everyPage<Site>(this.desk.http, '/v1/sites');
      this.problem = null;
      this.now = Date.now();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }

  /** The page of the address; for who reads the trail alone, that. */
  get #shown(): SettingsPage {
    return this.#canRead ? this.page : { kind: 'audit' };
  }

  get #canRead(): boolean {
    return allows(routeAccess['GET /v1/sites'], this.desk.me.role);
  }

  get #canEdit(): boolean {
    return allows(routeAccess['PATCH /v1/sites/:id'], this.desk.me.role);
  }

  readonly #onSaved = ({ detail }: CustomEvent<number | null>): void => void (this.savedAt = detail);

  readonly #onSiteChanged = ({ detail }: CustomEvent<Site>): void => this.#put(detail.id, detail);

  readonly #onSiteAdded = ({ detail }: CustomEvent<Site>): void =>
    void (this.sites = [...(this.sites ?? []).filter(({ id }) => id !== detail.id), detail]);

  #put(siteId: string, change: Partial<Site>): void {
    this.sites = this.sites?.map((site) => (site.id === siteId ? { ...site, ...change } : site)) ?? null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-settings': SettingsView;
  }
}
