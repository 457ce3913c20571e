import { html, type TemplateResult } from 'lit';
import { cssVars } from '../css-vars.ts';

/** See `skeleton`. */
export interface SkeletonOptions {
  /** Said once to assistive technology: "The queue loads". */
  label: string;
  rows?: number;
  /** The real height of a row, CSS pixels, so that nothing shifts when the rows come. */
  rowHeight?: number;
}

/** `h-skeleton`: bars in the rows' real heights. Show it after 300 ms of waiting, not before. Adopt `baseSheet`. */
export function skeleton({ label, rows = 3, rowHeight = 20 }: SkeletonOptions): TemplateResult {
  return html`<div class="skels" role="status" aria-label=${label} ${cssVars({ '--skel': `${rowHeight}px` })}>
    ${Array.from({ length: rows }, () => html`<span class="skel"></span>`)}
  </div>`;
}
