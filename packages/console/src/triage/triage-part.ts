import { ClientProblem } from '@harmony-live/client';
import type { Complexity, Conversation, CorrectTriage, DomainList, Triage, Urgency } from '@harmony-live/protocol';
import { button, clockTime, field, glyphs, note, segments, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { problemWords } from '../app/problem-words.ts';
import { adopt } from '../app/sheets.ts';
import { percentWords } from '../figures/numbers.ts';
import { urgencyTag } from '../new-request/urgency.ts';
import { slugOf } from './slug.ts';
import css from './triage.css';
import { becauseWords, complexityWords, domainWords } from './words.ts';

adopt(css);

/** What is being changed; the domain as it is typed. */
interface Draft {
  domain: string;
  complexity: Complexity;
  urgency: Urgency;
}

/** What the request is about and how pressing it is, with the words that say so. Whoever helps says otherwise, and it is learned from. */
@customElement('harmony-triage')
export class TriagePart extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor conversationId!: string;
  @property({ attribute: false }) accessor triage!: Triage;
  /** Null while nothing is being changed. */
  @state() private accessor draft: Draft | null = null;
  @state() private accessor domains: readonly string[] = [];
  @state() private accessor isBusy = false;
  @state() private accessor isEmpty = false;
  @state() private accessor problem: ClientProblem | null = null;
  /** What was said here, newer than what the conversation was loaded with. */
  @state() private accessor said: Triage | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('conversationId')) return;
    this.draft = this.said = this.problem = null;
  }

  protected override render(): TemplateResult {
    const now = this.#now;
    return html`<section class="triage">
      <h2 class="sec">${msg('What it is about')}</h2>
      <ul class="tags">
        ${now.domains.map(({ domain }, at) => html`<li><span dir="auto">${tag(domainWords(domain), at === 0 ? { tone: 'accent' } : {})}</span></li>`)}
        <li>${tag(complexityWords(now.complexity.value))}</li>
        <li>${urgencyTag(now.urgency.value)}</li>
      </ul>
      <p class="meta" dir="auto" role="status">${howWords(now)}</p>
      ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
      ${this.draft ? this.#renderForm(this.draft, now) : this.#renderActs(now)}
    </section>`;
  }

  #renderActs(now: Triage): TemplateResult {
    return html`<p class="does">
      ${
        now.corrected === null
          ? button({ label: msg('That’s right'), size: 'sm', isBusy: this.isBusy, onClick: () => void this.#confirm() })
          : nothing
      }
      ${button({ label: msg('Say otherwise'), size: 'sm', onClick: () => void this.#open() })}
    </p>`;
  }

  #renderForm(draft: Draft, { urgency }: Triage): TemplateResult {
    return html`<form
      class="stack"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void this.#send(draft);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.#close();
      }}
    >
      ${field({
        label: msg('Domain'),
        name: 'triage-domain',
        value: draft.domain,
        maxLength: 60,
        hint: msg('Choose one, or write a new one.'),
        error: this.isEmpty ? msg('Write what it is about.') : undefined,
        onInput: (domain) => {
          this.isEmpty = false;
          this.draft = { ...draft, domain };
        },
      })}
      <datalist id="triage-domains">
        ${this.domains.map((domain) => html`<option value=${domainWords(domain)}></option>`)}
      </datalist>
      ${segments({
        label: msg('How hard it is'),
        name: 'triage-complexity',
        hasLegend: true,
        size: 'sm',
        value: String(draft.complexity) as '1' | '2' | '3',
        choices: ([1, 2, 3] as const).map((value) => ({ value: `${value}`, label: complexityWords(value) })),
        onChange: (value) => (this.draft = { ...draft, complexity: Number(value) as Complexity }),
      })}
      ${
        urgency.isChosen
          ? html`<p class="meta">${msg('How urgent it is, the person has said themselves.')}</p>`
          : segments({
              label: msg('How urgent it is'),
              name: 'triage-urgency',
              hasLegend: true,
              size: 'sm',
              value: String(draft.urgency) as '1' | '2' | '3',
              choices: [
                { value: '3', label: msg('Can’t go on') },
                { value: '2', label: msg('Today') },
                { value: '1', label: msg('No hurry') },
              ],
              onChange: (value) => (this.draft = { ...draft, urgency: Number(value) as Urgency }),
            })
      }
      <p class="does">
        ${button({ label: msg('Save'), type: 'submit', variant: 'primary', size: 'sm', isBusy: this.isBusy })}
        ${button({ label: msg('Cancel'), size: 'sm', onClick: () => this.#close() })}
      </p>
    </form>`;
  }

  /** The field of `ui` knows no list of suggestions: it is given one here. */
  protected override updated(): void {
    this.querySelector('#triage-domain')?.setAttribute('list', 'triage-domains');
  }

  get #now(): Triage {
    return this.said !== null && this.said.version > this.triage.version ? this.said : this.triage;
  }

  async #open(): Promise<void> {
    const { domains, complexity, urgency } = this.#now;
    const domain = domains[0]?.domain ?? 'other';
    this.draft = {
      domain: domain === 'other' ? '' : domainWords(domain),
      complexity: complexity.value,
      urgency: urgency.value,
    };
    this.problem = null;
    await this.updateComplete;
    this.querySelector<HTMLElement>('#triage-domain')?.focus();
    try {
      this.domains = (await this.desk.http.get<DomainList>('/v1/triage/domains')).items;
    } catch (problem) {
      // Without the list a domain can still be written.
      if (!(problem instanceof ClientProblem)) throw problem;
    }
  }

  #close(): void {
    this.draft = this.problem = null;
    this.isEmpty = false;
    this.#focusAct();
  }

  #confirm(): Promise<void> {
    const { domains, complexity } = this.#now;
    return this.#put({ domain: domains[0]?.domain ?? 'other', complexity: complexity.value });
  }

  async #send({ domain: typed, complexity, urgency }: Draft): Promise<void> {
    const known = [...this.domains, ...this.#now.domains.map((one) => one.domain)];
    const same = (a: string, b: string): boolean =>
      a.localeCompare(b.trim(), undefined, { sensitivity: 'accent' }) === 0;
    const domain = known.find((one) => same(domainWords(one), typed)) ?? slugOf(typed);
    this.isEmpty = domain === '';
    if (this.isEmpty) return this.querySelector<HTMLElement>('#triage-domain')?.focus();
    await this.#put({ domain, complexity, ...(this.#now.urgency.isChosen ? {} : { urgency }) });
  }

  async #put(correction: Omit<CorrectTriage, 'version'>): Promise<void> {
    if (this.isBusy) return;
    const id = this.conversationId;
    const path = `/v1/conversations/${id}`;
    const { http } = this.desk;
    this.isBusy = true;
    this.problem = null;
    try {
      const said = await http.put<Triage>(`${path}/triage`, { ...correction, version: this.#now.version });
      if (this.conversationId !== id) return;
      this.said = said;
      this.draft = null;
      this.#focusAct();
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
      if (problem.code !== 'version/stale') return;
      const { request } = await http.get<Conversation>(path);
      if (this.conversationId === id) this.said = request?.triage ?? null;
    } finally {
      this.isBusy = false;
    }
  }

  /** The buttons take each other's place: whoever uses a keyboard stays here. */
  #focusAct(): void {
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('.does button:last-child')?.focus());
  }
}

/** Who says so: an expert, or which words. */
function howWords(triage: Triage): string {
  const { corrected } = triage;
  if (corrected === null) {
    const words = becauseWords(triage);
    if (words === undefined) return msg('Guessed: no word says what it is about.');
    return `${words} · ${msg(str`${percentWords(triage.domains[0]!.confidence)} sure`)}`;
  }
  const at = clockTime(corrected.at);
  return corrected.name === null
    ? msg(str`Said by a colleague at ${at}`)
    : msg(str`Said by ${corrected.name} at ${at}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-triage': TriagePart;
  }
}
