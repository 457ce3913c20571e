import { button } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** See `colorField`. */
export interface ColorFieldOptions {
  /** `#rrggbb`; null: the product's own. */
  color: string | null;
  canEdit: boolean;
  /** While it is being chosen. */
  onShow: (color: string) => void;
  /** Once it is chosen, or taken back. */
  onSave: (color: string | null) => void;
}

/** What the picker shows where no colour is chosen: the product's own accent. */
const own = '#0f6b73';

/** The site's colour, by the browser's own picker. */
export function colorField({ color, canEdit, onShow, onSave }: ColorFieldOptions): TemplateResult {
  const valueOf = (event: Event): string => (event.target as HTMLInputElement).value.toLowerCase();
  return html`<div class="row wrap">
    <label class="sr" for="brand-color">${msg('Colour')}</label>
    <input
      class="color"
      type="color"
      id="brand-color"
      .value=${live(color ?? own)}
      ?disabled=${!canEdit}
      @input=${(event: Event) => onShow(valueOf(event))}
      @change=${(event: Event) => onSave(valueOf(event))}
    />
    <span class="mono">${color ?? msg('The product’s own')}</span>
    ${
      color !== null && canEdit
        ? button({ label: msg('Take the product’s own'), variant: 'quiet', onClick: () => onSave(null) })
        : nothing
    }
  </div>`;
}
