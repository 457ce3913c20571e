import type { OfferAnswer } from '@harmony-live/protocol';
import type { Offer, WidgetHost } from '@harmony-live/sdk';
import { html, type LitElement, type TemplateResult } from 'lit';
import { coversControl, type Box } from '../place.ts';
import './offer.ts';

/** Untouched for this long, an offer folds into a label, milliseconds. */
const foldAfterMs = 20_000;

/** What an offer asks of the element that it stands in. */
export interface OfferingOwner {
  changed(): void;
  /** It is over: take it away. */
  ended(): void;
  openRequest(): void;
  openArticle(articleId: string, offerId: string): void;
}

/** One offer, from its card beside the bubble to what the person says to it. */
export class Offering {
  #isFolded = false;
  /** The card would lie over something that the page needs: it stays folded. */
  #isCovering = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #offer: Offer;
  readonly #host: WidgetHost;
  readonly #owner: OfferingOwner;

  constructor(offer: Offer, host: WidgetHost, owner: OfferingOwner) {
    this.#offer = offer;
    this.#host = host;
    this.#owner = owner;
    this.#timer = setTimeout(() => {
      this.#fold();
      host.answerOffer(offer.id, 'ignored');
    }, foldAfterMs);
  }

  render(): TemplateResult {
    const stay = (): void => clearTimeout(this.#timer);
    return html`<harmony-offer
      part="offer"
      .offer=${this.#offer}
      .isFolded=${this.#isFolded}
      .isReachable=${this.#host.config.reachable === 'now'}
      @pointerenter=${stay}
      @focusin=${stay}
      @h-fold=${() => this.#fold()}
      @h-answer=${(event: CustomEvent<{ answer: OfferAnswer }>) => {
        this.end(event.detail.answer);
        if (event.detail.answer === 'accepted') this.#owner.openRequest();
      }}
      @h-article=${(event: CustomEvent<{ articleId: string }>) => {
        this.end('accepted');
        this.#owner.openArticle(event.detail.articleId, this.#offer.id);
      }}
    ></harmony-offer>`;
  }

  /** Once it is drawn: where it would cover a control of the page it folds at once. */
  async settle(root: ParentNode, controlAt: (x: number, y: number) => Box | null): Promise<void> {
    const card = root.querySelector<LitElement>('harmony-offer');
    await card?.updateComplete;
    if (card === null || !coversControl(card.getBoundingClientRect(), controlAt)) return;
    this.#isCovering = true;
    this.#fold();
  }

  /** Opens a folded card again. @returns false where there is nothing to open */
  unfold(): boolean {
    if (!this.#isFolded || this.#isCovering) return false;
    this.#isFolded = false;
    this.#owner.changed();
    return true;
  }

  end(answer: OfferAnswer): void {
    this.dispose();
    this.#host.answerOffer(this.#offer.id, answer);
    this.#owner.ended();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #fold(): void {
    this.#isFolded = true;
    this.#owner.changed();
  }
}
