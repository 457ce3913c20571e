import { button, check, field, glyphs, iconButton, segments } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { QuestionDraft } from './draft.ts';

/** See `questionRow`. */
export interface QuestionRowOptions {
  question: QuestionDraft;
  /** Its place, from 0. */
  index: number;
  canEdit: boolean;
  /** Why the server did not take it. */
  error: string | undefined;
  onEdit: (question: QuestionDraft) => void;
  onRemove: () => void;
}

/** A path, as it could be written. */
const samplePath = '/checkout/**';

/** One question: its words by language, how it is answered, and where it is asked. */
export function questionRow({ question, index, canEdit, error, onEdit, onRemove }: QuestionRowOptions): TemplateResult {
  const edit = (change: Partial<QuestionDraft>): void => onEdit({ ...question, ...change });
  const number = index + 1;
  return html`<li>
    <fieldset class="stack sm" ?disabled=${!canEdit}>
      <legend>
        ${msg(str`Question ${number}`)}
        ${canEdit ? iconButton({ label: msg(str`Remove question ${number}`), icon: glyphs.trash2, onClick: onRemove }) : nothing}
      </legend>
      ${labelRows(question, number, edit)}
      ${segments({
        label: msg(str`Answer to question ${number}`),
        name: `kind-${index}`,
        size: 'sm',
        value: question.kind,
        isDisabled: !canEdit,
        choices: [
          { value: 'text', label: msg('In words') },
          { value: 'choice', label: msg('One of a list') },
        ],
        onChange: (kind) => edit({ kind }),
      })}
      ${
        question.kind === 'choice'
          ? field({
              label: msg(str`Choices of question ${number}`),
              name: `choices-${index}`,
              type: 'textarea',
              rows: 3,
              value: question.choices,
              hint: msg('One on each line, two to twelve.'),
              onInput: (choices) => edit({ choices }),
            })
          : nothing
      }
      ${check({
        label: msg(str`Question ${number} must be answered`),
        id: `required-${index}`,
        name: `required-${index}`,
        isChecked: question.isRequired,
        isDisabled: !canEdit,
        onChange: (isRequired) => edit({ isRequired }),
      })}
      ${field({
        label: msg(str`Pages that ask question ${number}`),
        name: `pages-${index}`,
        type: 'textarea',
        rows: 2,
        value: question.pages,
        placeholder: samplePath,
        hint: msg('One path on each line; empty: everywhere.'),
        onInput: (pages) => edit({ pages }),
      })}
      ${error === undefined ? nothing : html`<p class="hint bad" role="alert">${error}</p>`}
    </fieldset>
  </li>`;
}

function labelRows(
  { labels }: QuestionDraft,
  number: number,
  edit: (change: Partial<QuestionDraft>) => void,
): TemplateResult {
  const change = (at: number, part: Partial<QuestionDraft['labels'][number]>): void =>
    edit({ labels: labels.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return html`${labels.map(({ tag, label }, at) => {
      const nth = labels.length > 1 ? ` ${at + 1}` : '';
      return html`<div class="label-row">
        ${field({
          label: msg(str`Language of question ${number}${nth}`),
          name: `label-tag-${number}-${at}`,
          value: tag,
          maxLength: 35,
          placeholder: 'en',
          isLabelHidden: true,
          onInput: (value) => change(at, { tag: value }),
        })}
        ${field({
          label: msg(str`Words of question ${number}${nth}`),
          name: `label-${number}-${at}`,
          value: label,
          maxLength: 80,
          placeholder: msg('What do you ask?'),
          isLabelHidden: true,
          onInput: (value) => change(at, { label: value }),
        })}
      </div>`;
    })}
    <p>
      ${button({
        label: msg(str`Add a language to question ${number}`),
        variant: 'quiet',
        icon: glyphs.languages,
        isDisabled: labels.length >= 10,
        onClick: () => edit({ labels: [...labels, { tag: '', label: '' }] }),
      })}
    </p>`;
}
