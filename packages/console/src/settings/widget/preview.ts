import { cssVars } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

/** What a preview shows. */
export interface PreviewOptions {
  title: string;
  greeting: string;
  /** `#rrggbb`; null: the product's own. */
  color: string | null;
}

/** The start of the widget, in light and in dark, with the colours that it makes of the site's own. */
export function preview({ title, greeting, color }: PreviewOptions): TemplateResult {
  return html`<div class="previews">
    ${(['light', 'dark'] as const).map(
      (theme) =>
        html`<figure class=${`preview ${theme}`}>
          <figcaption class="meta">${theme === 'light' ? msg('Light') : msg('Dark')}</figcaption>
          <div
            class=${color === null ? 'preview-widget' : 'preview-widget h-brand'}
            ${cssVars(color === null ? {} : { '--harmony-brand': color })}
          >
            <p class="preview-title">${title}</p>
            ${greeting === '' ? nothing : html`<p class="sub">${greeting}</p>`}
            <span class="preview-search">${msg('Search for answers')}</span>
            <span class="preview-main">${msg('Talk to a person')}</span>
            <span class="preview-bubble">${msg('Help')}</span>
          </div>
        </figure>`,
    )}
  </div>`;
}
