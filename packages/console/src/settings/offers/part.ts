import type { ClientProblem } from '@harmony-live/client';
import type { ChangeSite, Site, SiteTuning } from '@harmony-live/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { problemWords } from '../../app/problem-words.ts';

/** What every part of the page reads, and how it saves. A control is known by a name of its own. */
export interface Part {
  /** As it is chosen, also while that is on its way: a switch that waits must not jump back. */
  site: Site;
  /** Null until it is read, and where it could not be. */
  tuning: SiteTuning | null;
  /** It could not be read; the page says so. */
  isTuningLost: boolean;
  canEdit: boolean;
  save: Save;
  /** Why the control's last change was not saved. */
  problemOf: (control: string) => ClientProblem | undefined;
}

/**
 * Saves what one control changes, after those before it: `change` is asked for when its turn comes, so that it begins from
 * what they left. Resolves to whether it was taken.
 */
export type Save = (control: string, change: (site: Site) => ChangeSite) => Promise<boolean>;

/** A part of the page: its name and what it is for at the side, its controls in the middle. */
export const partSection = (title: string, hint: string, body: unknown): TemplateResult =>
  html`<section class="form-part" aria-label=${title}>
    <div>
      <h2 class="sec">${title}</h2>
      <p class="hint">${hint}</p>
    </div>
    <div class="stack sm">${body}</div>
  </section>`;

/** Beside a control: why it stands as it did before. */
export const notSaved = (part: Pick<Part, 'problemOf'>, control: string): TemplateResult | typeof nothing => {
  const problem = part.problemOf(control);
  return problem === undefined ? nothing : html`<p class="hint bad" role="alert">${refusalWords(problem)}</p>`;
};

/** What was refused and why: the server's field and reason where it names them. */
export const refusalWords = (problem: ClientProblem): string =>
  problem.field !== undefined && problem.reason !== undefined
    ? `${problem.field.replace(/^\/(policy\/)?/, '')}: ${problem.reason}`
    : problemWords(problem);
