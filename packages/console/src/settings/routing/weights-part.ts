import type { RoutingWeight } from '@harmony-live/protocol';
import { button, cssVars, glyphs, iconButton, tag } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { partSection } from '../offers/part.ts';
import type { Weights } from './draft.ts';
import { weightWords } from './ranked-list.ts';
import { termHint, termName } from './words.ts';

/** See `weightsPart`. */
export interface WeightsOptions {
  weights: readonly RoutingWeight[];
  draft: Weights;
  /** What is typed and is no weight, by term; it stays in its field. */
  bad: Readonly<Record<string, string>>;
  canEdit: boolean;
  /** @param typed as it stands in the field or the slider */
  onType: (weight: RoutingWeight, typed: string) => void;
  /** Back to the product's own: one, or all of them. */
  onReset: (...weights: readonly RoutingWeight[]) => void;
}

/** How much each term counts: a slider to try, a number to be exact. */
export function weightsPart(options: WeightsOptions): TemplateResult {
  const { weights, draft, canEdit, onReset } = options;
  const others = weights.filter(({ name, default: usual }) => draft[name] !== usual);
  return partSection(
    msg('Weights'),
    msg('How much each of these counts. Only their relation decides: twice as much of everything changes nothing.'),
    html`<ul class="weights" aria-label=${msg('Weights')}>
        ${weights.map((weight) => renderWeight(weight, options))}
      </ul>
      ${
        canEdit && others.length > 0
          ? html`<p>
              ${button({ label: msg('All back to the defaults'), variant: 'quiet', icon: glyphs.rotateCcw, onClick: () => onReset(...others) })}
            </p>`
          : nothing
      }`,
  );
}

function renderWeight(weight: RoutingWeight, { draft, bad, canEdit, onType, onReset }: WeightsOptions): TemplateResult {
  const { name, value: held, default: usual, least, most } = weight;
  const now = draft[name] ?? held;
  const id = `weight-${name}`;
  const error = bad[name];
  const words = termName(name);
  return html`<li>
    <div class="weight-words">
      <label for=${id}>${words}</label>
      ${now === held ? nothing : tag(msg('changed'), { tone: 'accent' })}
      <p class="hint" id=${`${id}-hint`}>${termHint(name)}</p>
    </div>
    <div class="weight-controls">
      <span class="slider" ${cssVars({ '--d-share': String((usual - least) / (most - least)) })}>
        <input
          type="range"
          min=${least}
          max=${most}
          step="0.005"
          aria-label=${words}
          aria-describedby=${`${id}-hint ${id}-default`}
          .value=${live(String(now))}
          ?disabled=${!canEdit}
          @input=${(event: Event) => onType(weight, (event.target as HTMLInputElement).value)}
        />
      </span>
      <input
        class=${error === undefined ? 'input' : 'input bad'}
        id=${id}
        type="number"
        min=${least}
        max=${most}
        step="0.005"
        inputmode="decimal"
        autocomplete="off"
        .value=${live(error ?? String(now))}
        ?disabled=${!canEdit}
        aria-invalid=${error === undefined ? nothing : 'true'}
        aria-describedby=${error === undefined ? `${id}-default` : `${id}-error`}
        @change=${(event: Event) => onType(weight, (event.target as HTMLInputElement).value)}
      />
      ${
        canEdit && now !== usual
          ? iconButton({
              label: msg(str`${words}: back to the default`),
              icon: glyphs.rotateCcw,
              onClick: () => onReset(weight),
            })
          : html`<span class="no-reset"></span>`
      }
      <p class="hint" id=${`${id}-default`}>${msg(str`Default ${weightWords(usual)}`)}</p>
      ${
        error === undefined
          ? nothing
          : html`<p class="hint bad" id=${`${id}-error`} role="alert">
              ${msg(str`Write a number from ${weightWords(least)} to ${weightWords(most)}.`)}
            </p>`
      }
    </div>
  </li>`;
}
