import type { ConversationModel } from '@harmony-live/client';
import { button, areaField, glyphs, note } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';

/** What stands at the end of a conversation: the question whether it is solved, then what the help was worth. */
export class Resolution {
  rating = 0;
  thanks = '';
  isBusy = false;
  problem: unknown = null;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  async answer(model: ConversationModel, outcome: 'solved' | 'not-yet'): Promise<void> {
    await this.#do(() => model.resolve(outcome));
  }

  async rate(model: ConversationModel): Promise<void> {
    await this.#do(() => model.rate(this.rating, this.thanks.trim() || undefined));
  }

  choose(rating: number): void {
    this.rating = rating;
    this.#changed();
  }

  async #do(act: () => Promise<void>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    this.#changed();
    try {
      await act();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.isBusy = false;
      this.#changed();
    }
  }
}

/** The expert thinks that it is solved; the person decides. */
export function proposal(model: ConversationModel, resolution: Resolution, name: string): TemplateResult {
  return html`<div class="proposal" role="group" aria-label=${msg('Is it solved?')}>
    ${note({
      icon: glyphs.badgeCheck,
      tone: 'solved',
      title: msg(str`${name} thinks this is solved.`),
      body: html`${msg('Is it, for you?')} ${trouble(resolution)}
        <div class="row">
          ${button({
            label: msg("It's solved"),
            variant: 'primary',
            size: 'md',
            isBusy: resolution.isBusy,
            onClick: () => void resolution.answer(model, 'solved'),
          })}
          ${button({ label: msg('Not yet'), size: 'md', onClick: () => void resolution.answer(model, 'not-yet') })}
        </div>`,
    })}
  </div>`;
}

/** What the help was worth. Nothing is preselected, and closing is never held up. @param apart stands below it */
export function ratingView(
  model: ConversationModel,
  resolution: Resolution,
  name: string,
  onDone: () => void,
  apart: TemplateResult,
): TemplateResult {
  const given = model.state.details?.resolution;
  if (given?.rating != null) return thanked(given.thanks !== null, name, onDone, apart);
  return html`<form
    class="foot rating"
    data-next
    tabindex="-1"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      void resolution.rate(model);
    }}
  >
    <fieldset class="stars" role="radiogroup" aria-label=${msg('Rating')}>
      <legend>${msg(str`How well did ${name} help you?`)}</legend>
      <div class="row">
        ${[1, 2, 3, 4, 5].map(
          (stars) =>
            html`<label class=${stars <= resolution.rating ? 'star on' : 'star'}
              ><input
                type="radio"
                name="rating"
                value=${stars}
                .checked=${resolution.rating === stars}
                @change=${() => resolution.choose(stars)}
              /><span>${stars}</span></label
            >`,
        )}
      </div>
      <div class="row ends meta">
        <span class="grow">${msg('Not at all')}</span><span>${msg('Just what I needed')}</span>
      </div>
    </fieldset>
    ${areaField({
      label: msg('Say thanks'),
      name: 'thanks',
      rows: 2,
      maxLength: 1000,
      value: resolution.thanks,
      onInput: (words) => (resolution.thanks = words),
    })}
    ${trouble(resolution)}
    <div class="row">
      ${button({
        label: msg('Send thanks'),
        type: 'submit',
        variant: 'primary',
        size: 'md',
        isBusy: resolution.isBusy,
        ...(resolution.rating === 0 ? { disabledReason: msg('Choose a rating first') } : {}),
      })}
      ${button({ label: msg('Skip'), variant: 'quiet', size: 'md', onClick: onDone })}
      ${button({ label: msg('Not yet'), variant: 'quiet', size: 'md', onClick: () => void resolution.answer(model, 'not-yet') })}
    </div>
    ${apart}
  </form>`;
}

/** What may become of it, told each time a solution was marked, unless the person has said yes or no to it for good. */
export function becomesKnown(help: Help, solutionSeq: number | null): TemplateResult | typeof nothing {
  const { privacy = 'standard', learn, publish } = help.host.wishes();
  if (solutionSeq === null || privacy !== 'standard' || learn === false || publish === false) return nothing;
  return html`<p class="meta">
    ${msg('The solution may become an article for others, without names.')}
    ${button({ label: msg('Your choice'), variant: 'quiet', onClick: () => help.show('your-data') })}
  </p>`;
}

function thanked(hasWords: boolean, name: string, onDone: () => void, apart: TemplateResult): TemplateResult {
  return html`<div class="foot" data-next tabindex="-1">
    ${note({
      icon: glyphs.check,
      tone: 'solved',
      role: 'status',
      title: msg('Sent.'),
      body: hasWords
        ? msg(str`${name} will read your thanks.`)
        : msg('It counts for whoever is asked next about such a problem.'),
    })}
    ${button({ label: msg('Done'), variant: 'primary', size: 'lg', isWide: true, onClick: onDone })} ${apart}
  </div>`;
}

function trouble({ problem }: Resolution): TemplateResult | typeof nothing {
  return problem ? html`<p class="hint bad" role="alert">${problemWords(problem)}</p>` : nothing;
}
