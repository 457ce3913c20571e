import { ClientProblem } from '@harmony-live/client';
import type { DecisionOutcomes, RoutingReplay, Site, SiteReplay, TryRouting } from '@harmony-live/protocol';
import { button, glyphs, note, plural, shortDay, skeleton } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';
import { enough, numberWords, percentWords } from '../../figures/numbers.ts';
import { partSection } from '../offers/part.ts';
import { changesOf, isChanged, type Weights } from './draft.ts';

/** A comparison, with the weights that it is of. */
interface Compared {
  replay: SiteReplay;
  held: Weights;
  draft: Weights;
}

/** What other weights would have changed in decisions that were made, and what came of those. */
@customElement('harmony-routing-past')
export class RoutingPast extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor site!: Site;
  @property({ attribute: false }) accessor held: Weights = {};
  @property({ attribute: false }) accessor draft: Weights = {};
  @state() private accessor compared: Compared | null = null;
  @state() private accessor isBusy = false;
  @state() private accessor problem: ClientProblem | null = null;

  protected override render(): TemplateResult {
    return partSection(
      msg('Past decisions'),
      msg(
        'Whom the weights above would have asked, beside whom was asked, and what came of that. Nobody is asked anew.',
      ),
      html`<p>
          ${button({ label: msg('Compare on past decisions'), isBusy: this.isBusy, onClick: () => void this.#compare() })}
        </p>
        ${this.problem ? loadProblem(msg('The comparison did not come to an end.'), this.problem, () => void this.#compare()) : nothing}
        ${
          this.compared === null
            ? this.isBusy
              ? html`<div class="late">
                  ${skeleton({ label: msg('Past decisions are looked at'), rows: 3, rowHeight: 40 })}
                </div>`
              : nothing
            : this.#renderCompared(this.compared)
        }`,
    );
  }

  #renderCompared({ replay, held, draft }: Compared): TemplateResult {
    const { looked, tried } = replay;
    if (tried.decisions === 0)
      return html`<p class="sub" role="status">${msg('No request of this site was put before anybody yet.')}</p>`;
    const isOther = isChanged(held, draft);
    return html`<div class="stack sm">
      ${
        isChanged(this.draft, draft) || isChanged(this.held, held)
          ? note({
              icon: glyphs.info,
              tone: 'wait',
              body: msg('The weights were changed since. Compare again for those of now.'),
            })
          : nothing
      }
      <p class="sub" role="status">
        ${otherWords(tried)} ${tried.decisions < enough ? msg('That is too few to say anything.') : nothing}
      </p>
      ${
        isOther
          ? html`${outcomes(msg('With the weights you try'), tried)}
            ${outcomes(msg('With the weights that hold'), replay.held)}`
          : outcomes(msg('With the weights that hold'), tried)
      }
      <p class="hint">
        ${msg('What somebody else would have made of a request is not known: nobody asked them.')}
        ${
          replay.isCut && replay.since !== null
            ? msg(
                str`Looked at: the newest ${numberWords(looked)} rankings, back to ${shortDay(replay.since)}. There are older ones.`,
              )
            : nothing
        }
      </p>
    </div>`;
  }

  async #compare(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    this.problem = null;
    const { held, draft } = this;
    try {
      const body: TryRouting = { weights: changesOf(held, draft) };
      const replay = await this.desk.http.post<SiteReplay>(`/v1/sites/${this.site.id}/routing/replay`, body);
      this.compared = { replay, held, draft };
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

const otherWords = ({ decisions, other }: RoutingReplay): string =>
  plural(decisions, {
    one: str`Of 1 decision, somebody else would have been asked in ${other.decisions}.`,
    other: str`Of ${decisions} decisions, somebody else would have been asked in ${other.decisions}.`,
  });

const tookWords = (count: number): string =>
  plural(count, {
    one: 'In 1 of these the other one took it in the end: they would have been asked sooner.',
    other: str`In ${count} of these the other one took it in the end: they would have been asked sooner.`,
  });

function outcomes(title: string, { same, other }: RoutingReplay): TemplateResult {
  return html`<h3 class="label">${title}</h3>
    <table class="tbl folds outcomes" aria-label=${title}>
      <thead>
        <tr>
          <th scope="col">${msg('Would have been asked')}</th>
          <th scope="col" class="n">${msg('Decisions')}</th>
          <th scope="col" class="n">${msg('Accepted')}</th>
          <th scope="col" class="n">${msg('Declined or missed')}</th>
          <th scope="col" class="n">${msg('Solved in the end')}</th>
        </tr>
      </thead>
      <tbody>
        ${outcomeRow(msg('The same person'), same)} ${outcomeRow(msg('Somebody else'), other)}
      </tbody>
    </table>
    ${other.decisions > 0 ? html`<p class="sub">${tookWords(other.tookItInTheEnd)}</p>` : nothing}`;
}

function outcomeRow(name: string, { decisions, accepted, refused, solved }: DecisionOutcomes): TemplateResult {
  const cell = (words: string, count: number): TemplateResult =>
    html`<td class="n" data-name=${words}>
      ${numberWords(count)}
      ${decisions >= enough ? html`<span class="meta">${percentWords(count / decisions)}</span>` : nothing}
    </td>`;
  return html`<tr>
    <th scope="row">${name}</th>
    <td class="n" data-name=${msg('Decisions')}>${numberWords(decisions)}</td>
    ${cell(msg('Accepted'), accepted)} ${cell(msg('Declined or missed'), refused)}
    ${cell(msg('Solved in the end'), solved)}
  </tr>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-routing-past': RoutingPast;
  }
}
