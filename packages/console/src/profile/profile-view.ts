import { ClientProblem } from '@harmony-live/client';
import type { OwnExpert } from '@harmony-live/protocol';
import { button, glyphs, note, skeleton } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { languageChoice } from '../app/language-choice.ts';
import { LightElement } from '../app/light-element.ts';
import { fieldWords, problemWords } from '../app/problem-words.ts';
import { adopt } from '../app/sheets.ts';
import '../notifications/notifications-part.ts';
import type { Router } from '../app/router.ts';
import './blocks/blocks-part.ts';
import { capacityFields } from './capacity-fields.ts';
import { draftOf, isChanged, languagesOf, profileOf, statementsOf, type ProfileDraft } from './draft.ts';
import { languageRows, maxRows, moreTimeField, statementRows, wrapUpField, type ProfileFields } from './fields.ts';
import { hoursFields } from './hours/hours-fields.ts';
import hoursCss from './hours/hours.css';
import './preview/preview.ts';
import { weekFields } from './week/week-fields.ts';
import './why/why-view.ts';
import css from './profile.css';

adopt(css);
adopt(hoursCss);

/** What an expert says about themselves: it decides, with the words of a request, who is asked. */
@customElement('harmony-profile')
export class ProfileView extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isSaving = false;
  @state() private accessor isSavedTold = false;

  override connectedCallback(): void {
    super.connectedCallback();
    // What is being edited waits at the desk; without changes it is read anew.
    if (!this.desk.hasUnsavedProfile) void this.#load();
  }

  protected override render(): TemplateResult {
    const { draft, saved } = this.desk.profile ?? { draft: null, saved: null };
    return html`<header class="view-head">
        <h1 class="grow">${msg('Profile')}</h1>
        <a class="btn" href=${this.router.href('profile', 'why')}>${msg('Why these requests')}</a>
      </header>
      <div class="scroll">
        ${
          draft && saved
            ? this.#renderForm(draft, saved)
            : html`<div class="profile-wait">
                ${
                  this.problem
                    ? note({
                        icon: glyphs.circleAlert,
                        tone: 'urgent',
                        role: 'alert',
                        title: msg('Your profile did not load.'),
                        body: html`${problemWords(this.problem)}
                          <p class="again">${button({ label: msg('Try now'), onClick: () => void this.#load() })}</p>`,
                      })
                    : skeleton({
                        label: msg('Your profile loads'),
                        rows: 4,
                        rowHeight: 28,
                      })
                }
              </div>`
        }
      </div>`;
  }

  #renderForm(draft: ProfileDraft, saved: OwnExpert): TemplateResult {
    const fields: ProfileFields = {
      draft,
      errorOf: (path) => this.#errorOf(path),
      onEdit: (change) => this.#edit(change),
      onAdd: (row) => this.#add(row),
      onFocus: (id) => this.#focus(id),
    };
    return html`<form class="form" novalidate @submit=${this.#onSubmit} @input=${() => (this.isSavedTold = false)}>
        <div class="head">
          <h2>${msg('What you are good at')}</h2>
          <p class="hint">${msg('One thing a line, in your own words. A request is compared with each by itself.')}</p>
        </div>
        <div>${statementRows(fields)}</div>
        <div class="head">
          <h2>${msg('Requests like these would reach you')}</h2>
          <p class="hint">${msg('As you write. Who is asked also depends on who else is there.')}</p>
        </div>
        <div>
          <harmony-profile-preview
            .http=${this.desk.http}
            .draft=${{ statements: statementsOf(draft), languages: languagesOf(draft) }}
          ></harmony-profile-preview>
        </div>
        <div class="head">
          <h2>${msg('Languages')}</h2>
          <p class="hint">
            ${msg('You are asked only in languages you name. Without any, you are taken to speak English.')}
          </p>
        </div>
        <div>${languageRows(fields)}</div>
        <div class="head">
          <h2>${msg('Hours')}</h2>
          <p class="hint">
            ${msg('Available goes on when they begin and off when they end. Moved by hand, it stays until their next change.')}
          </p>
        </div>
        <div>${hoursFields(fields)}</div>
        <div class="head">
          <h2>${msg('Most hours a week')}</h2>
          <p class="hint">
            ${msg('When they are reached, Available goes off until Monday. Switched on again, it stays on for the day.')}
          </p>
        </div>
        <div>${weekFields(fields, saved)}</div>
        <div class="head">
          <h2>${msg('At once')}</h2>
          <p class="hint">${msg('With as many conversations open, nobody is put before you.')}</p>
        </div>
        <div>${capacityFields(fields)}</div>
        <div class="head">
          <h2>${msg('Afterwards')}</h2>
          <p class="hint">${msg('After a conversation ends, nobody new is put before you for so long.')}</p>
        </div>
        <div>${wrapUpField(fields)}</div>
        <div class="head">
          <h2>${msg('Time to accept')}</h2>
          <p class="hint">
            ${msg('A request put before you waits so long for your answer, then somebody else is asked.')}
          </p>
        </div>
        <div>${moreTimeField(fields)}</div>
        <div class="saving">${this.#renderProblem()} ${this.#renderSave(isChanged(draft, saved))}</div>
      </form>
      <section class="form">
        <div class="head">
          <h2>${msg('Your screen')}</h2>
          <p class="hint">${msg('On this device only, and at once. What others write stays in their language.')}</p>
        </div>
        <div>${languageChoice()}</div>
      </section>
      <section class="form">
        <div class="head">
          <h2>${msg('Notifications')}</h2>
          <p class="hint">${msg('On this device only, and at once. Everything is off until you switch it on.')}</p>
        </div>
        <div><harmony-notifications .http=${this.desk.http}></harmony-notifications></div>
      </section>
      <section class="form">
        <div class="head">
          <h2>${msg('Not meeting again')}</h2>
          <p class="hint">
            ${msg('People whose requests you do not take. They are not told, and who said it of you is told nowhere.')}
          </p>
        </div>
        <div>
          <harmony-blocks
            .http=${this.desk.http}
            .hrefOf=${(id: string) => this.router.href('conversations', id)}
          ></harmony-blocks>
        </div>
      </section>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { problem } = this;
    if (!problem) return nothing;
    const isStale = problem.code === 'version/stale';
    return note({
      icon: glyphs.circleAlert,
      tone: isStale ? 'wait' : 'urgent',
      role: 'alert',
      title: msg('It was not saved.'),
      body: isStale
        ? html`${problemWords(problem)}
            <p class="again">
              ${button({ label: msg('Drop my changes and show it'), onClick: () => void this.#load() })}
            </p>`
        : problemWords(problem),
    });
  }

  #renderSave(hasChanges: boolean): TemplateResult {
    return html`<div class="row">
      ${button({
        label: msg('Save'),
        variant: 'primary',
        type: 'submit',
        isBusy: this.isSaving,
        ...(hasChanges ? {} : { disabledReason: msg('Nothing has changed') }),
      })}
      ${hasChanges ? button({ label: msg('Drop changes'), variant: 'quiet', onClick: () => this.#drop() }) : nothing}
      <span class="meta" role="status"
        >${this.isSavedTold ? msg('Saved') : hasChanges ? msg('Not saved yet') : nothing}</span
      >
    </div>`;
  }

  #add(row: 'statement' | 'language'): void {
    const { profile } = this.desk;
    if (!profile) return;
    const { statements, languages } = profile.draft;
    const count = row === 'statement' ? statements.length : languages.length;
    if (count >= maxRows) return;
    if (row === 'statement') this.#edit({ statements: [...statements, ''] });
    else this.#edit({ languages: [...languages, { tag: '', level: 2 }] });
    this.#focus(`${row}-${count}`);
  }

  #focus(id: string): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`#${id}`)?.focus());
  }

  #edit(change: Partial<ProfileDraft>): void {
    const { profile } = this.desk;
    if (profile) this.#keep({ ...profile, draft: { ...profile.draft, ...change } });
    this.isSavedTold = false;
  }

  #drop(): void {
    const { profile } = this.desk;
    this.problem = null;
    if (profile) this.#show(profile.saved);
  }

  #keep(profile: { saved: OwnExpert; draft: ProfileDraft }): void {
    this.desk.profile = profile;
    this.requestUpdate();
  }

  #errorOf(path: string): string | undefined {
    const { problem } = this;
    if (problem?.code !== 'body/invalid' || !problem.field) return undefined;
    const isHere = problem.field === path || problem.field.startsWith(`${path}/`);
    return isHere ? fieldWords(problem) : undefined;
  }

  async #load(): Promise<void> {
    this.problem = null;
    try {
      this.#show(await this.desk.http.get<OwnExpert>('/v1/experts/me'));
    } catch (problem) {
      this.#fail(problem);
    }
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const kept = this.desk.profile;
    if (!kept || this.isSaving) return;
    // The rows as they will be sent, so that a field named in the answer is the row on screen.
    const profile = profileOf(kept.draft);
    const { statements, languages } = profile;
    this.#keep({ ...kept, draft: { ...kept.draft, statements, languages } });
    this.isSaving = true;
    this.problem = null;
    try {
      this.#show(await this.desk.http.put<OwnExpert>('/v1/experts/me', profile));
      this.isSavedTold = true;
      await this.desk.loadExpert();
    } catch (problem) {
      this.#fail(problem);
    } finally {
      this.isSaving = false;
    }
  }

  #show(expert: OwnExpert): void {
    this.#keep({ saved: expert, draft: draftOf(expert) });
  }

  #fail(problem: unknown): void {
    if (!(problem instanceof ClientProblem)) throw problem;
    this.problem = problem;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-profile': ProfileView;
  }
}
