import { msg } from '@lit/localize';
import { nothing, type TemplateResult } from 'lit';
import { offerAnswers } from '../../figures/offer-answers.ts';
import { partSection, type Part } from './part.ts';

/** What people said to the offers of the last days. */
export function answersPart({ tuning }: Part): TemplateResult {
  return partSection(
    msg('How offers were answered'),
    msg('In the last 7 days. “Nothing pressed” folds away by itself after 20 seconds.'),
    tuning === null ? nothing : offerAnswers(tuning.answers),
  );
}
