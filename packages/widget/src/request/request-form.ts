import type { RequestContext, Urgency } from '@harmony-live/protocol';
import { areaField, button, check, define, glyphs, note, plural, segments, stepWords } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { wordsFor } from '../help/problem.ts';
import { gatherAttachments } from './attachments.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import css from './request.css';

type Part = keyof RequestContext;

/** Its name, exactly what goes, and what is too long to stand open. */
type AttachedPart = [Part, string, string | TemplateResult, TemplateResult?];

/** `<harmony-request-form>`: the person's words, how urgent, what goes along; each part can be left out. */
export class RequestFormElement extends LitElement {
  static override styles = [panelSheets, unsafeCSS(css)];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override properties = {
    help: { attribute: false },
    urgency: { state: true },
    leftOut: { state: true },
    isWished: { state: true },
    isBusy: { state: true },
    hasWhen: { state: true },
    problem: { state: true },
    wrongId: { state: true },
  };

  declare help: Help;
  /** Undefined until the person has chosen: then the server judges by their words. */
  declare urgency: Urgency | undefined;
  declare leftOut: ReadonlySet<Part>;
  /** Whoever they came back to is to be asked first. */
  declare isWished: boolean;
  declare isBusy: boolean;
  /** Another time than now can be chosen. */
  declare hasWhen: boolean;
  /** What went wrong, in words. */
  declare problem: string;
  /** The site's question whose answer is missing, or was not accepted. */
  declare wrongId: string | null;

  constructor() {
    super();
    this.urgency = undefined;
    this.leftOut = new Set();
    this.isWished = true;
    this.isBusy = false;
    this.hasWhen = false;
    this.problem = '';
    this.wrongId = null;
  }

  /** Here wherever the site asks anything. */
  get #questions() {
    return this.help.extras.questions;
  }

  get #asked() {
    return this.#questions?.askedOn(this.help.host.config.fields, location.pathname) ?? [];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.help.host.wishes().assistance === 'scheduled') this.#bringWhen();
    // Nobody need find words for what was noticed already; a text of one's own stays.
    const reasons = this.help.host.attachable().struggle?.reasons ?? [];
    const { noticed } = this.help.extras;
    if (this.help.text === '' && noticed && reasons.length > 0) {
      this.help.text = msg(str`${noticed.noticedWords(reasons)}.`);
    }
  }

  protected override render(): TemplateResult {
    const parts = this.#parts();
    return html`<form class="view" @submit=${this.#submit} @keydown=${this.#onKey}>
      <div class="main stack">
        ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: this.problem }) : nothing}
        ${areaField({
          label: msg('What are you stuck on?'),
          name: 'text',
          size: 'lg',
          rows: 4,
          maxLength: 4000,
          value: this.help.text,
          hint: msg('In your own words, or leave it empty.'),
          onInput: (text) => (this.help.text = text),
        })}
        ${this.#questions?.questions(this.help, this.#asked, { wrongId: this.wrongId, onAnswer: () => (this.wrongId = null) })}
        ${segments({
          label: msg('How urgent is it?'),
          name: 'urgency',
          hasLegend: true,
          value: String(this.urgency ?? 2) as '1' | '2' | '3',
          choices: [
            { value: '3', label: msg('I can’t go on') },
            { value: '2', label: msg('Today') },
            { value: '1', label: msg('No hurry') },
          ],
          onChange: (value) => (this.urgency = Number(value) as Urgency),
        })}
        ${
          this.hasWhen
            ? html`<harmony-when .help=${this.help} .prefer=${this.isWished ? this.help.prefer : null}></harmony-when>`
            : button({ label: msg('Help at another time'), variant: 'quiet', onClick: this.#bringWhen })
        }
        ${this.#renderWish()}
        <fieldset class="attach" aria-label=${msg('What we attach')}>
          <legend>${msg('What we attach')}</legend>
          <p class="meta">
            ${
              parts.length > 0
                ? msg('So that you need not explain twice. Leave out what you like.')
                : msg('Nothing but your words, as you have chosen.')
            }
          </p>
          ${
            parts.length > 0
              ? html`<ul>
                  ${parts.map(
                    ([part, label, detail, more = nothing]) =>
                      html`<li>
                        ${check({ label, name: part, detail, isChecked: !this.leftOut.has(part), onChange: (isChecked) => this.#tick(part, isChecked) })}
                        ${more}
                      </li>`,
                  )}
                </ul>`
              : nothing
          }
        </fieldset>
      </div>
      <div class="foot">
        ${button({ label: msg('Send request'), type: 'submit', variant: 'primary', size: 'lg', isWide: true, isBusy: this.isBusy })}
        <p class="small-print">${msg('Nothing is sent before you press. Only the person who helps you sees it.')}</p>
      </div>
    </form>`;
  }

  readonly #bringWhen = (): void => {
    this.hasWhen = true;
    // What did not come is asked for with the next press.
    import('../later/when.ts').catch(() => (this.hasWhen = false));
  };

  #renderWish(): unknown {
    const { prefer } = this.help;
    if (prefer === null) return nothing;
    return check({
      label: msg(str`Ask ${prefer.name} first`),
      name: 'prefer',
      detail: msg('If they are here; otherwise whoever can help best.'),
      isChecked: this.isWished,
      onChange: (isChecked) => (this.isWished = isChecked),
    });
  }

  /** Each part in plain words: its name, and exactly what goes. */
  #parts(): AttachedPart[] {
    const { host, tried: all } = this.help;
    const { page, browser, app, errors, release, signals, steps, tried = [] } = gatherAttachments(host, all);
    const parts: AttachedPart[] = [];
    // Beside words from right to left a path keeps its own direction.
    if (page) parts.push(['page', msg('This page'), html`<bdi>${page.path}</bdi>`]);
    if (signals)
      parts.push([
        'signals',
        msg('What went wrong here'),
        html`${signals.map((signal) => html`<span class="line">${this.help.extras.noticed?.signalWords(signal) ?? signal.kind}</span>`)}`,
      ]);
    if (steps)
      parts.push([
        'steps',
        msg('Your last steps on this page'),
        plural(steps.length, {
          one: '1 step, without anything you typed',
          other: str`${steps.length} steps, without anything you typed`,
        }),
        html`<details>
          <summary>${msg('Show each step')}</summary>
          <ol>
            ${steps.map((step) => html`<li>${stepWords(step)}</li>`)}
          </ol>
        </details>`,
      ]);
    if (tried.length > 0) parts.push(['tried', msg('What did not help'), tried.map(({ title }) => title).join(' · ')]);
    if (browser)
      parts.push([
        'browser',
        msg('Browser'),
        [browser.name, browser.system, browser.language, browser.viewport].filter(Boolean).join(' · '),
      ]);
    if (errors) {
      const lines = errors.map((error) => html`<span class="line">${error.message}</span>`);
      parts.push([
        'errors',
        plural(errors.length, { one: '1 error', other: str`${errors.length} errors` }),
        html`${lines}`,
      ]);
    }
    if (app) parts.push(['app', msg('What the app told us'), JSON.stringify(app)]);
    if (release) parts.push(['release', msg('Version of the app'), release]);
    return parts;
  }

  #tick(part: Part, isChecked: boolean): void {
    const leftOut = new Set(this.leftOut);
    if (isChecked) leftOut.delete(part);
    else leftOut.add(part);
    this.leftOut = leftOut;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) void this.#send();
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#send();
  };

  async #send(): Promise<void> {
    if (this.isBusy) return;
    const asked = this.#asked;
    this.#mind(this.#questions?.firstMissing(asked, this.help.answers));
    if (this.wrongId !== null) return;
    this.isBusy = true;
    this.problem = '';
    const all = gatherAttachments(this.help.host, this.help.tried);
    // How it adds up is told only along with what it adds up.
    const isLeftOut = (part: string): boolean => this.leftOut.has(part === 'struggle' ? 'signals' : (part as Part));
    const context = Object.fromEntries(Object.entries(all).filter(([part]) => !isLeftOut(part))) as RequestContext;
    try {
      await this.help.ask({
        text: this.help.text.trim(),
        ...(this.urgency === undefined ? {} : { urgency: this.urgency }),
        ...this.#questions?.answersTo(asked, this.help.answers),
        ...(this.help.prefer && this.isWished ? { prefer: this.help.prefer.id } : {}),
        ...this.help.extras.when?.chosen,
        context,
        language: this.help.host.look.locale,
      });
      this.help.text = '';
      this.help.answers = {};
      this.help.tried = [];
      this.help.prefer = null;
    } catch (problem) {
      this.#mind(this.#questions?.refusedQuestion(problem));
      this.help.extras.when?.again();
      if (this.wrongId === null) this.problem = await wordsFor(problem);
    } finally {
      this.isBusy = false;
    }
  }

  /** Says what is wrong with an answer where it stands, and goes there. */
  #mind(wrongId: string | null = null): void {
    this.wrongId = wrongId;
    if (wrongId === null) return;
    const control = `#${this.#questions?.controlOf(wrongId)}`;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(control)?.focus());
  }
}

define('harmony-request-form', RequestFormElement);
