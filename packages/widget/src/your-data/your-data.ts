import { button, define, glyphs, note } from '@harmony-live/ui';
import { choicesText } from '@harmony-live/ui/choices/choices-sheet.ts';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { KeepFocus } from '../panel/keep-focus.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import { fetchFile, withBytes } from './own-files.ts';
import { privacyOf, purposesFor, type Privacy } from './preferences.ts';
import { assistanceChoice, privacyChoice } from './preference-choices.ts';
import { consentOf, tally, type Kept } from './tally.ts';
import css from './your-data.css';

/** `<harmony-your-data>`: what is noticed and kept of the person: to look at, to stop, to take along, to erase. */
export class YourDataElement extends LitElement {
  static override styles = [panelSheets, unsafeCSS(choicesText), unsafeCSS(css)];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties = {
    help: { attribute: false },
    data: { state: true },
    step: { state: true },
    isNoticed: { state: true },
    hasSaid: { state: true },
    problem: { state: true },
    isExporting: { state: true },
  };

  declare help: Help;
  /** By module; null where this device knows of nothing. */
  declare data: Record<string, unknown> | null;
  declare step: 'loading' | 'shown' | 'asking' | 'erasing' | 'erased';
  /** What goes wrong for the person is told, with their consent. */
  declare isNoticed: boolean;
  /** They have changed that just now. */
  declare hasSaid: boolean;
  declare problem: unknown;
  /** The files of the export are on their way. */
  declare isExporting: boolean;

  constructor() {
    super();
    this.data = null;
    this.step = 'loading';
    this.isExporting = false;
    this.isNoticed = false;
    this.hasSaid = false;
    this.addController(new KeepFocus(this));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    return html`<div class="main stack">
        <p class="sub">
          ${msg('What we know of you comes from this page and what you wrote here. You can take it along or erase it.')}
        </p>
        ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
        ${this.#renderWhat()}
        ${
          this.step === 'loading' || this.step === 'erased'
            ? nothing
            : html`${this.#renderConsent()} ${assistanceChoice(this.help.host, () => this.requestUpdate())}
              ${privacyChoice(this.help.host, (privacy) => this.#choosePrivacy(privacy))}`
        }
      </div>
      ${this.data && this.step !== 'erased' ? html`<div class="foot" data-next tabindex="-1">${this.#renderActs()}</div>` : nothing}`;
  }

  #renderWhat(): TemplateResult | typeof nothing {
    if (this.step === 'erased') {
      return note({
        icon: glyphs.check,
        tone: 'solved',
        role: 'status',
        title: msg('Everything is erased.'),
        body: msg('Your messages are gone for the people who helped you, too.'),
      });
    }
    if (this.step === 'loading')
      return this.problem ? nothing : html`<p class="meta" role="status">${msg('Looking…')}</p>`;
    if (!this.data && this.hasSaid) return nothing;
    if (!this.data) {
      return note({
        icon: glyphs.check,
        title: msg('Nothing is kept about you.'),
        body: msg('You have not asked for help from here, and nothing has been sent.'),
      });
    }
    return html`<section class="stack sm">
      <h3 class="head">${msg('What we keep')}</h3>
      <dl class="kept">
        ${tally(this.data).map(
          ([what, count]) =>
            html`<div>
              <dt>${keptWords(what)}</dt>
              <dd>${count}</dd>
            </div>`,
        )}
      </dl>
      <details>
        <summary class="meta">${msg('See it all')}</summary>
        <pre class="code data" tabindex="0" aria-label=${msg('Your data')}>${JSON.stringify(this.data, null, 2)}</pre>
      </details>
    </section>`;
  }

  /** Consent is taken back as it was given: by itself, with one press. */
  #renderConsent(): TemplateResult {
    const { name } = this.help.host.config.site;
    return html`<section class="stack sm">
      <h3 class="head">${msg('What is noticed')}</h3>
      <p role=${this.hasSaid ? 'status' : nothing}>${this.#noticedWords(name)}</p>
      ${
        this.isNoticed
          ? html`${button({ label: msg('Withdraw consent'), size: 'md', onClick: () => this.#say({ detect: false }) })}
              <p class="meta">
                ${msg('What was noticed is removed, and this device forgets who you are. Export or erase before that, if you want to.')}
              </p>`
          : privacyOf(this.help.host.wishes()) === 'high'
            ? nothing
            : button({ label: msg('Allow noticing'), size: 'md', onClick: () => this.#say({ detect: true }) })
      }
    </section>`;
  }

  #noticedWords(name: string): string {
    if (this.isNoticed) return msg(str`This page tells ${name} where you get stuck, and never what you type.`);
    if (this.hasSaid) return msg('Consent is withdrawn. Nothing is noticed any more, and what was noticed is removed.');
    return msg(str`Nothing tells ${name} where you get stuck.`);
  }

  /** Being noticed ends with *High*, as if it had been withdrawn by itself. */
  #choosePrivacy(privacy: Privacy): void {
    this.help.host.wishes({ privacy });
    if (privacy === 'high' && this.isNoticed) this.#say(purposesFor(privacy));
    else this.help.consent(purposesFor(privacy));
    this.requestUpdate();
  }

  #say(choice: ReturnType<typeof purposesFor>): void {
    const isGranted = choice.detect === true;
    this.help.consent(choice);
    this.isNoticed = isGranted;
    this.hasSaid = true;
    // Who withdraws is forgotten here, unless help is under way; what is kept then is looked up the next time.
    if (!isGranted) this.data = null;
  }

  #renderActs(): TemplateResult {
    if (this.step === 'asking' || this.step === 'erasing') {
      return html`<p role="alert">
          <b>${msg('This removes your requests, conversations and everything else for good.')}</b>
          ${msg('Your export is ready first, if you want it.')}
        </p>
        <div class="row">
          ${button({ label: msg('Keep it'), size: 'md', onClick: () => (this.step = 'shown') })}
          ${button({
            label: msg('Erase'),
            variant: 'danger',
            size: 'md',
            isBusy: this.step === 'erasing',
            onClick: () => void this.#erase(),
          })}
        </div>`;
    }
    return html`<div class="row">
      ${button({ label: msg('Export'), size: 'md', isBusy: this.isExporting, onClick: () => void this.#export() })}
      ${button({ label: msg('Erase everything'), size: 'md', variant: 'danger', onClick: () => (this.step = 'asking') })}
    </div>`;
  }

  async #load(): Promise<void> {
    try {
      this.data = await this.help.host.myData();
      this.isNoticed = this.data !== null && consentOf(this.data) === true;
      this.step = 'shown';
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #export(): Promise<void> {
    this.isExporting = true;
    const data = this.data && (await withBytes(this.data, fetchFile(this.help.host)));
    this.isExporting = false;
    const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: 'harmony-data.json' });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1_000);
  }

  async #erase(): Promise<void> {
    this.step = 'erasing';
    this.problem = null;
    try {
      await this.help.host.eraseMe();
      this.help.forget();
      this.step = 'erased';
    } catch (problem) {
      this.problem = problem;
      this.step = 'asking';
    }
  }
}

function keptWords(what: Kept): string {
  switch (what) {
    case 'conversations':
      return msg('Conversations');
    case 'requests':
      return msg('Requests for help');
    case 'noticed':
      return msg('Things noticed');
    case 'opinions':
      return msg('What you said of articles');
    case 'visits':
      return msg('Visits');
  }
}

define('harmony-your-data', YourDataElement);
