import { button, define, glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { panelSheets } from '../panel/panel-sheet.ts';

/** `<harmony-your-data>`: everything that is kept about the person: to look at, to take along, to erase. */
export class YourDataElement extends LitElement {
  static override styles = panelSheets;
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties = {
    help: { attribute: false },
    data: { state: true },
    step: { state: true },
    problem: { state: true },
  };

  declare help: Help;
  /** By module; null where this device knows of nothing. */
  declare data: Record<string, unknown> | null;
  declare step: 'loading' | 'shown' | 'asking' | 'erasing' | 'erased';
  declare problem: unknown;

  constructor() {
    super();
    this.data = null;
    this.step = 'loading';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  protected override render(): TemplateResult {
    return html`<main class="stack">
        <p class="sub">
          ${msg('What we know of you comes from this page and what you wrote here. You can take it along or erase it.')}
        </p>
        ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
        ${this.#renderWhat()}
      </main>
      ${this.data && this.step !== 'erased' ? html`<div class="foot">${this.#renderActs()}</div>` : nothing}`;
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
    if (!this.data) {
      return note({
        icon: glyphs.check,
        title: msg('Nothing is kept about you.'),
        body: msg('You have not asked for help from here, and nothing has been sent.'),
      });
    }
    return html`<pre class="code data" tabindex="0" aria-label=${msg('Your data')}>
${JSON.stringify(this.data, null, 2)}</pre>`;
  }

  #renderActs(): TemplateResult {
    if (this.step === 'asking' || this.step === 'erasing') {
      return html`<p>
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
      ${button({ label: msg('Export'), size: 'md', onClick: () => this.#export() })}
      ${button({ label: msg('Erase everything'), size: 'md', variant: 'danger', onClick: () => (this.step = 'asking') })}
    </div>`;
  }

  async #load(): Promise<void> {
    try {
      this.data = await this.help.host.myData();
      this.step = 'shown';
    } catch (problem) {
      this.problem = problem;
    }
  }

  #export(): void {
    const url = URL.createObjectURL(new Blob([JSON.stringify(this.data, null, 2)], { type: 'application/json' }));
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

define('harmony-your-data', YourDataElement);
