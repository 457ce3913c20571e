import type { Site } from '@harmony-live/protocol';
import { glyphs, icon, plural, segments } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

const ranges = ['7', '30', '90'] as const;
/** How many days are looked at. */
export type Range = (typeof ranges)[number];

/** One site, or all; nothing where there is no choice. */
export function siteChoice(
  sites: readonly Site[],
  chosen: string | undefined,
  onChange: (siteId: string | undefined) => void,
): TemplateResult | typeof nothing {
  if (sites.length < 2) return nothing;
  return html`<select
    class="input site-choice"
    aria-label=${msg('Site')}
    @change=${(event: Event) => onChange((event.target as HTMLSelectElement).value || undefined)}
  >
    <option value="">${msg('All sites')}</option>
    ${sites.map(({ id, name }) => html`<option value=${id} ?selected=${id === chosen}>${name}</option>`)}
  </select>`;
}

export function rangeChoice(value: Range, onChange: (range: Range) => void): TemplateResult {
  return segments<Range>({
    label: msg('Range'),
    name: 'range',
    size: 'sm',
    value,
    choices: ranges.map((days) => ({
      value: days,
      label: plural(Number(days), { one: '1 day', other: str`${days} days` }),
    })),
    onChange,
  });
}

export function tablesSwitch(isTable: boolean, onPress: () => void): TemplateResult {
  return html`<button
    type="button"
    class="btn sm"
    aria-pressed=${isTable ? 'true' : 'false'}
    aria-keyshortcuts="T"
    title=${msg('Figures as tables instead of drawings (T)')}
    @click=${onPress}
  >
    ${icon(glyphs.table2)}${msg('Tables')}
  </button>`;
}
