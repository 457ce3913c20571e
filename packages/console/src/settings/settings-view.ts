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
import type { Router } from '../app/router.ts';
import { adopt } from '../app/sheets.ts';
import './offers/offers-page.ts';
import { settingsNav } from './settings-nav.ts';
import css from './settings.css';
import './members/members-part.ts';
import './sites/site-card.ts';

adopt(css);

/** How often "3 minutes ago" is told anew, in milliseconds. */
const tickMs = 10_000;

/** Sites and members of the organisation, and how each site offers help. Who may not change them reads them. */
@customElement('harmony-settings')
export class SettingsView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  /** Id of the site whose offers are shown, from the address; undefined: sites and members. */
  @property({ attribute: false }) accessor offersOf: string | undefined;
  @state() private accessor sites: readonly Site[] | null = null;
  /** When an offer's control was saved last, epoch milliseconds; null while one is on its way, and on other pages. */
  @state() private accessor savedAt: number | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor now = Date.now();
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const ticking = setInterval(() => (this.now = Date.now()), tickMs);
    this.#stops = [
      () => clearInterval(ticking),
      this.desk.live.on('site', ({ siteId, firstSeenAt, lastSeenAt }) => {
        this.now = Date.now();
        this.#put(siteId, { firstSeenAt, lastSeenAt });
      }),
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
    if (changed.has('offersOf')) this.savedAt = null;
  }

  protected override render(): TemplateResult {
    const site = this.sites?.find(({ id }) => id === this.offersOf);
    return html`<header class="view-head">
        <h1 class="grow">${this.offersOf === undefined ? msg('Settings') : msg('Offers')}</h1>
        <span class="meta" role="status"
          >${this.savedAt === null ? '' : msg(str`Saved ${clockTime(this.savedAt)}`)}</span
        >
        <span class="meta cut">${site?.name ?? this.desk.me.organisation.name}</span>
      </header>
      <div class="cols side">
        ${settingsNav({ sites: this.sites ?? [], router: this.router, offersOf: this.offersOf })}
        <div class="settings-page" tabindex=${this.#canEdit ? nothing : '0'}>
          <div class="settings-body">
            ${this.problem ? loadProblem(msg('The settings did not load.'), this.problem, () => void this.#load()) : nothing}
            ${
              this.offersOf === undefined
                ? html`${this.#renderSites()}<harmony-members .desk=${this.desk}></harmony-members>`
                : this.#renderOffers(site, this.offersOf)
            }
          </div>
        </div>
      </div>`;
  }

  #renderOffers(site: Site | undefined, id: string): TemplateResult | typeof nothing {
    if (site) {
      return html`${keyed(
        id,
        html`<harmony-offers
          .desk=${this.desk}
          .site=${site}
          .canEdit=${this.#canEdit}
          @site-changed=${this.#onSiteChanged}
          @saved=${({ detail }: CustomEvent<number | null>) => (this.savedAt = detail)}
        ></harmony-offers>`,
      )}`;
    }
    if (this.sites === null)
      return this.problem
        ? nothing
        : html`<div class="late">${skeleton({ label: msg('The sites load'), rows: 6, rowHeight: 60 })}</div>`;
    return html`<p class="sub">${msg('There is no such site any more. Choose one at the side.')}</p>`;
  }

  #renderSites(): TemplateResult {
    return html`<section class="stack lg">
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
                  @site-changed=${this.#onSiteChanged}
                ></harmony-site-card>`,
            )
      }
    </section>`;
  }

  async #load(): Promise<void> {
    try {
      this.sites = await everyPage<Site>(this.desk.http, '/v1/sites');
      this.problem = null;
      this.now = Date.now();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }

  get #canEdit(): boolean {
    return allows(routeAccess['PATCH /v1/sites/:id'], this.desk.me.role);
  }

  readonly #onSiteChanged = ({ detail }: CustomEvent<Site>): void => this.#put(detail.id, detail);

  #put(siteId: string, change: Partial<Site>): void {
    this.sites = this.sites?.map((site) => (site.id === siteId ? { ...site, ...change } : site)) ?? null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-settings': SettingsView;
  }
}
