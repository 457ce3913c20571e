import { html, svg, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';

/** `connected`: both arcs whole. `closing`: the same, drawn once as it closes. `alone`: the other's arc is dotted. */
export type RingState = 'connected' | 'closing' | 'alone';

/** See `ring`. */
export interface RingOptions {
  state?: RingState;
  /** Pixels across; 20 when left out. */
  size?: number;
  /** On a filled accent ground, such as the bubble. */
  isOnAccent?: boolean;
}

/**
 * `h-ring`: two arcs, two people; petrol is the reader, amber the other. Whole while connected; dotted while alone,
 * waiting or reconnecting. Always beside the same thing in words, so hidden from assistive technology. Adopt `baseSheet`.
 */
export function ring({ state = 'connected', size = 20, isOnAccent = false }: RingOptions = {}): TemplateResult {
  const classes = `ring${state === 'connected' ? '' : ` ${state}`}${isOnAccent ? ' on-accent' : ''}`;
  return html`<svg class=${classes} width=${size} height=${size} viewBox="0 0 24 24" aria-hidden="true">
    <path class="you" d="M14.07 19.73A8 8 0 0 1 6.34 6.34" />
    <path class="them" d="M9.93 4.27A8 8 0 0 1 17.66 17.66" />
  </svg>`;
}

/** See `countdownRing`. */
export interface CountdownOptions {
  /** What is left, 0–1. */
  share: number;
  /** The figure in the middle. */
  words: string | number;
  /** The same for assistive technology: "16 seconds left". */
  label?: string;
}

const radius = 19;
const circumference = 2 * Math.PI * radius;

/** `h-ring` as a countdown: the amber arc is the time left, the figure in its middle the same in words. Adopt `baseSheet`. */
export function countdownRing({ share, words, label }: CountdownOptions): TemplateResult {
  const left = Math.min(1, Math.max(0, share)) * circumference;
  return html`<span class="count-ring" role="timer" aria-label=${ifDefined(label)}>
    <svg viewBox="0 0 44 44" aria-hidden="true">
      <circle class="bg" cx="22" cy="22" r=${radius} />
      ${left > 0 ? svg`<circle class="fg" cx="22" cy="22" r=${radius} stroke-dasharray=${`${left} ${circumference}`} />` : ''}
    </svg>
    <span>${words}</span>
  </span>`;
}
