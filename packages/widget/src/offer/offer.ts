import { coreSheet, define, emit, glyphs, icon } from '@harmony-live/ui';
import type { Offer } from '@harmony-live/sdk';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import css from './offer.css';
import { noticedWords } from './noticed.ts';

/**
 * `<harmony-offer>`: the small card beside the bubble. It takes no focus, is announced once, and is no larger than 320 × 160.
 *
 * Tells its owner `h-answer` `{ answer: 'accepted' | 'dismissed' | 'never' }`, `h-article` `{ articleId }`, `h-fold`.
 */
export class OfferElement extends LitElement {
  // Its colours, the brand's among them, are the widget's, in which it stands.
  static override styles = [coreSheet, unsafeCSS(css)];
  static override properties = {
    offer: { attribute: false },
    isFolded: { attribute: false },
    isReachable: { attribute: false },
  };

  declare offer: Offer;
  declare isFolded: boolean;
  /** Whether a person could come now: nobody is promised who is not there. */
  declare isReachable: boolean;

  constructor() {
    super();
    this.isFolded = false;
    this.isReachable = false;
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      emit(this, 'h-fold', null);
    });
  }

  protected override render(): TemplateResult {
    const { known, reasons } = this.offer;
    const noticed = noticedWords(reasons);
    if (this.isFolded) return html`<span class="fold">${noticed}</span>`;
    return html`<section class="offer" role="region" aria-label=${msg('Help offer')} aria-live="polite">
      <p class="words">${known ? msg(str`${noticed}. This is known:`) : msg(str`${noticed}.`)}</p>
      ${
        known
          ? html`<a
              class="known"
              href="#"
              aria-label=${msg(str`Suggested article: ${known.title}`)}
              @click=${(event: Event) => {
                event.preventDefault();
                emit(this, 'h-article', { articleId: known.articleId });
              }}
              >${icon(glyphs.bookOpenText)}<span dir="auto">${known.title}</span></a
            >`
          : nothing
      }
      <p class="meta">${this.#promise(known !== null)}</p>
      <div class="acts">
        ${this.#act(msg('Get help'), 'accepted', 'go')} ${this.#act(msg('Not now'), 'dismissed')}
        ${this.#act(msg("Don't offer again"), 'never', 'never')}
      </div>
    </section>`;
  }

  #promise(isKnown: boolean): string {
    if (!this.isReachable)
      return isKnown ? msg('Nothing has been sent.') : msg('Nothing has been sent. You can write to us.');
    return isKnown
      ? msg('Or ask a person. Nothing has been sent.')
      : msg('A person can look at it. Nothing has been sent.');
  }

  #act(label: string, answer: 'accepted' | 'dismissed' | 'never', kind = ''): TemplateResult {
    return html`<button type="button" class=${kind} @click=${() => emit(this, 'h-answer', { answer })}>
      ${label}
    </button>`;
  }
}

define('harmony-offer', OfferElement);
