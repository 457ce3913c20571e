import type { Site } from '@harmony-live/protocol';
import { button, check, glyphs } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { LightElement } from '../../app/light-element.ts';
import { Copying } from './copying.ts';
import { policyLines, snippetsOf, type Snippet } from './snippets.ts';

/** The tag to paste, for the ways in which pages are made; each with its own button, and what a strict page has to allow. */
@customElement('harmony-snippet')
export class SnippetPart extends LightElement {
  @property({ attribute: false }) accessor site!: Site;
  @state() private accessor chosen: Snippet['id'] = 'html';
  @state() private accessor isPinned = false;
  readonly #copying = new Copying(this);

  protected override render(): TemplateResult {
    const { site } = this;
    const snippets = snippetsOf(site, this.isPinned);
    const snippet = snippets.find(({ id }) => id === this.chosen)!;
    const panelId = `snippet-${site.id}`;
    return html`<div class="stack sm">
      <div class="tabs" role="tablist" aria-label=${msg(str`Ways to add ${site.name}`)} @keydown=${this.#onKey}>
        ${snippets.map(({ id, name }) => {
          const isChosen = id === this.chosen;
          return html`<button
            class="tab"
            type="button"
            role="tab"
            id=${`${panelId}-${id}`}
            aria-selected=${String(isChosen)}
            aria-controls=${panelId}
            tabindex=${isChosen ? '0' : '-1'}
            @click=${() => (this.chosen = id)}
          >
            ${name}
          </button>`;
        })}
      </div>
      <div class="stack sm" role="tabpanel" id=${panelId} aria-labelledby=${`${panelId}-${this.chosen}`}>
        <p class="sub">${snippet.hint}</p>
        <div class="snippet">
          <pre class="code" tabindex="0" aria-label=${msg('Snippet')}>${snippet.code}</pre>
          ${button({
            label: msg('Copy snippet'),
            icon: glyphs.copy,
            onClick: () => void this.#copying.copy('snippet', snippet.code, '.snippet .code'),
          })}
        </div>
        ${this.chosen === 'html' && site.script.pinned !== null ? this.#renderPin() : nothing}
        <p class="hint" role="status">${this.#copiedWords()}</p>
      </div>
      <details class="csp">
        <summary>${msg('My pages have a Content-Security-Policy')}</summary>
        <div class="stack sm">
          <p class="hint">
            ${msg('Add these to the directives that you have. With a nonce on the tag, script-src needs nothing.')}
          </p>
          <div class="snippet policy">
            <pre class="code" tabindex="0" aria-label=${msg('Content-Security-Policy')}>${policyLines(site)}</pre>
            ${button({
              label: msg('Copy policy'),
              icon: glyphs.copy,
              onClick: () => void this.#copying.copy('policy', policyLines(site), '.policy .code'),
            })}
          </div>
        </div>
      </details>
    </div>`;
  }

  #renderPin(): TemplateResult {
    return check({
      label: msg('Pin this release'),
      id: `pin-${this.site.id}`,
      name: 'pin',
      detail: msg('With its hash, and without new releases until you change the tag.'),
      isChecked: this.isPinned,
      onChange: (isPinned) => (this.isPinned = isPinned),
    });
  }

  #copiedWords(): string {
    const { done } = this.#copying;
    if (done === null) return '';
    if (done.isRefused) return msg('The browser did not let us copy: it is selected, press Ctrl C.');
    return done.name === 'policy' ? msg('Copied.') : msg('Copied. Paste it into your page.');
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const tabs = [...this.querySelectorAll<HTMLElement>('.tab')];
    const at = tabs.indexOf(event.target as HTMLElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || at < 0) return;
    event.preventDefault();
    const isBackwards = getComputedStyle(this).direction === 'rtl';
    const next = tabs[(at + (isBackwards ? -step : step) + tabs.length) % tabs.length]!;
    next.click();
    next.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-snippet': SnippetPart;
  }
}
