import { ClientProblem } from '@harmony-live/client';
import type { Member, Site } from '@harmony-live/protocol';
import { allows, routeAccess, type MemberRole } from '@harmony-live/protocol/roles';
import { avatar, button, glyphs, note, skeleton, tag } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import { adopt } from '../app/sheets.ts';
import css from './settings.css';
import './site-card.ts';

adopt(css);

/** How often "3 minutes ago" is told anew, in milliseconds. */
const tickMs = 10_000;

/** Sites and members of the organisation. Who may not change them reads them. */
@customElement('harmony-settings')
export class SettingsView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor sites: readonly Site[] | null = null;
  @state() private accessor members: readonly Member[] | null = null;
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

  protected override render(): TemplateResult {
    const { name } = this.desk.me.organisation;
    return html`<header class="view-head">
        <h1 class="grow">${msg('Settings')}</h1>
        <span class="meta cut">${name}</span>
      </header>
      <div class="scroll">
        <div class="settings-body">
          ${
            this.problem
              ? note({
                  icon: glyphs.circleAlert,
                  tone: 'urgent',
                  role: 'alert',
                  title: msg('The settings did not load.'),
                  body: html`${problemWords(this.problem)}
                    <p class="again">${button({ label: msg('Try now'), onClick: () => void this.#load() })}</p>`,
                })
              : ''
          }
          ${this.#renderSites()} ${this.#renderMembers()}
        </div>
      </div>`;
  }

  #renderSites(): TemplateResult {
    const canEdit = allows(routeAccess['PATCH /v1/sites/:id'], this.desk.me.role);
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
                  .canEdit=${canEdit}
                  .now=${this.now}
                  @site-changed=${(event: CustomEvent<Site>) => this.#put(event.detail.id, event.detail)}
                ></harmony-site-card>`,
            )
      }
    </section>`;
  }

  #renderMembers(): TemplateResult {
    return html`<section class="stack sm">
      <h2 class="h2">${msg('Members')}</h2>
      ${
        this.members === null
          ? this.problem
            ? ''
            : skeleton({ label: msg('The members load'), rows: 3, rowHeight: 40 })
          : html`<ul class="rows members" aria-label=${msg('Members')}>
              ${repeat(
                this.members,
                ({ id }) => id,
                (member) => renderMember(member, member.id === this.desk.me.memberId),
              )}
            </ul>`
      }
    </section>`;
  }

  async #load(): Promise<void> {
    try {
      const { http } = this.desk;
      const [sites, members] = await Promise.all([
        everyPage<Site>(http, '/v1/sites'),
        everyPage<Member>(http, '/v1/members'),
      ]);
      this.sites = sites;
      this.members = members;
      this.problem = null;
      this.now = Date.now();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }

  #put(siteId: string, change: Partial<Site>): void {
    this.sites = this.sites?.map((site) => (site.id === siteId ? { ...site, ...change } : site)) ?? null;
  }
}

async function everyPage<T>(http: Desk['http'], path: string): Promise<T[]> {
  const all: T[] = [];
  for (let after: string | null = ''; after !== null;) {
    const query: string = after === '' ? '' : `?after=${encodeURIComponent(after)}`;
    const page: { items: T[]; next: string | null } = await http.get(path + query);
    all.push(...page.items);
    after = page.next;
  }
  return all;
}

function renderMember({ id, name, email, role, kind }: Member, isMe: boolean): TemplateResult {
  return html`<li>
    <span class="row">
      ${avatar({ id, name })}
      <span class="grow">
        <b class="cut">${name}</b>
        ${isMe ? html`<span class="meta">${msg('You')}</span>` : ''}
        <span class="meta mail cut">${email}</span>
      </span>
    </span>
    <span class="row">${kind === 'community' ? tag(msg('Community')) : ''} ${tag(roleWords(role))}</span>
  </li>`;
}

function roleWords(role: MemberRole): string {
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

declare global {
  interface HTMLElementTagNameMap {
    'harmony-settings': SettingsView;
  }
}
