import { ClientProblem } from '@harmony-live/client';
import type { Site, SiteTuning } from '@harmony-live/protocol';
import { choicesText } from '@harmony-live/ui/choices/choices-sheet.ts';
import { msg } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { loadProblem } from '../../app/load-problem.ts';
import { adopt } from '../../app/sheets.ts';
import '../../figures/sheet.ts';
import { answersPart } from './answers.ts';
import { consentPart } from './consent.ts';
import { detectorsPart } from './detectors.ts';
import { liftPart } from './lift.ts';
import { modePart } from './mode.ts';
import type { Part } from './part.ts';
import { wherePart } from './path-list.ts';
import { rulesPart } from './rule-list.ts';
import { Saving } from './saving.ts';
import { thresholdPart } from './threshold.ts';
import css from './offers.css';

adopt(choicesText);
adopt(css);

/**
 * How a site notices and offers help: what the last days would have brought and did, and everything that an owner sets.
 * Each control saves by itself; who may not change it reads it.
 *
 * Events: `site-changed` with the site as it now is; `saved` with the time of the last saving (epoch milliseconds), null
 * while one is on its way. One element is for one site.
 */
@customElement('harmony-offers')
export class OffersPage extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor site!: Site;
  @property({ attribute: false }) accessor canEdit = false;
  @state() private accessor tuning: SiteTuning | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  #saving: Saving | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('site')) return;
    if (this.#saving === null) {
      this.#saving = new Saving({
        http: this.desk.http,
        site: this.site,
        onSaved: (site) => this.#onSaved(site),
        onChange: () => this.#onChange(),
      });
      void this.#load();
    }
    this.#saving.site = this.site;
  }

  protected override render(): TemplateResult {
    const saving = this.#saving!;
    const part: Part = {
      site: saving.chosen,
      tuning: this.tuning,
      isTuningLost: this.problem !== null,
      canEdit: this.canEdit,
      save: saving.save,
      problemOf: (control) => saving.problems.get(control),
    };
    return html`<div class="offers">
      ${this.canEdit ? nothing : html`<p class="sub">${msg('Your role reads this; owners and admins change it.')}</p>`}
      ${this.problem ? loadProblem(msg('What the last days brought did not load.'), this.problem, () => void this.#load()) : nothing}
      ${modePart(part)} ${thresholdPart(part)} ${answersPart(part)} ${liftPart(part)} ${rulesPart(part)}
      ${wherePart(part)} ${consentPart(part)} ${detectorsPart(part)}
    </div>`;
  }

  #onChange(): void {
    this.requestUpdate();
    this.dispatchEvent(new CustomEvent<number | null>('saved', { detail: this.#saving!.savedAt }));
  }

  #onSaved(site: Site): void {
    const { mode } = this.site.policy.offers;
    this.dispatchEvent(new CustomEvent<Site>('site-changed', { detail: site }));
    // Whether it looks on, and until when, is reckoned by the server.
    if (site.policy.offers.mode !== mode) void this.#load();
  }

  async #load(): Promise<void> {
    try {
      this.tuning = await this.desk.http.get<SiteTuning>(`/v1/sites/${this.site.id}/tuning?days=7`);
      this.problem = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-offers': OffersPage;
  }
}
