import { button, check, duration, field, glyphs, iconButton, languageName } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { ProfileDraft, WrapUpMinutes } from './draft.ts';

/** Limits of `ExpertProfile` in the protocol. */
export const maxRows = 20;
const maxStatement = 300;
const wrapUps: readonly WrapUpMinutes[] = [0, 1, 2, 5, 10];

/** What the fields are drawn from, and what happens in them. */
export interface ProfileFields {
  draft: ProfileDraft;
  /** What the server said of the field at this JSON path. */
  errorOf: (path: string) => string | undefined;
  onEdit: (change: Partial<ProfileDraft>) => void;
  /** A new row, with the focus in it. */
  onAdd: (row: 'statement' | 'language') => void;
  /** Puts the focus on the control with this id, once it is drawn. */
  onFocus: (id: string) => void;
}

/** One statement a line: add, change, remove. */
export function statementRows({ draft, errorOf, onEdit, onAdd }: ProfileFields): TemplateResult {
  const { statements } = draft;
  return html`<ul class="edit-rows" aria-label=${msg('What you are good at')}>
      ${statements.map(
        (statement, index) =>
          html`<li>
            ${field({
              label: msg(str`Statement ${index + 1}`),
              name: `statement-${index}`,
              type: 'textarea',
              rows: 1,
              value: statement,
              isLabelHidden: true,
              maxLength: maxStatement,
              placeholder: msg('PostgreSQL: slow queries, locks, migrations'),
              error: errorOf(`/statements/${index}`),
              // One line each, however it wraps; pasted line ends become spaces.
              onInput: (value) => onEdit({ statements: replaced(statements, index, value.replace(/\s*\n\s*/g, ' ')) }),
              onKeydown: (event) => {
                if (event.key !== 'Enter' || event.isComposing) return;
                event.preventDefault();
                onAdd('statement');
              },
            })}
            ${iconButton({
              label: msg(str`Remove statement ${index + 1}`),
              icon: glyphs.trash2,
              onClick: () => onEdit({ statements: without(statements, index) }),
            })}
          </li>`,
      )}
    </ul>
    ${statements.length === 0 ? html`<p class="sub">${msg('Nothing yet. Without it you are asked only when nobody fits better.')}</p>` : nothing}
    ${button({
      label: msg('Add a statement'),
      icon: glyphs.plus,
      isDisabled: statements.length >= maxRows,
      onClick: () => onAdd('statement'),
    })}`;
}

/** Languages by their codes, each with how well it is spoken. */
export function languageRows({ draft, errorOf, onEdit, onAdd }: ProfileFields): TemplateResult {
  const { languages } = draft;
  return html`<ul class="edit-rows" aria-label=${msg('Languages')}>
      ${languages.map(
        ({ tag, level }, index) =>
          html`<li class="language">
            ${field({
              label: msg(str`Language ${index + 1}`),
              name: `language-${index}`,
              value: tag,
              isLabelHidden: true,
              maxLength: 35,
              placeholder: 'pt-BR',
              hint: tag.trim() ? languageName(tag.trim()) : msg('Its code, such as en, de or pt-BR'),
              error: errorOf(`/languages/${index}`),
              onInput: (value) =>
                onEdit({
                  languages: replaced(languages, index, { tag: value, level }),
                }),
            })}
            <select
              class="input"
              aria-label=${msg(str`Level of language ${index + 1}`)}
              .value=${live(String(level))}
              @change=${(event: Event) => onEdit({ languages: replaced(languages, index, { tag, level: levelOf(event) }) })}
            >
              <option value="1">${msg('Can help')}</option>
              <option value="2">${msg('Fluent')}</option>
              <option value="3">${msg('Native')}</option>
            </select>
            ${iconButton({
              label: msg(str`Remove language ${index + 1}`),
              icon: glyphs.trash2,
              onClick: () => onEdit({ languages: without(languages, index) }),
            })}
          </li>`,
      )}
    </ul>
    ${button({
      label: msg('Add a language'),
      icon: glyphs.plus,
      isDisabled: languages.length >= maxRows,
      onClick: () => onAdd('language'),
    })}`;
}

/** How long nobody new comes after a conversation ended. */
export function wrapUpField({ draft: { wrapUpMinutes }, errorOf, onEdit }: ProfileFields): TemplateResult {
  const error = errorOf('/wrapUpMinutes');
  const onChange = (event: Event): void => {
    const chosen = Number((event.target as HTMLSelectElement).value);
    onEdit({ wrapUpMinutes: wrapUps.find((minutes) => minutes === chosen) ?? 0 });
  };
  return html`<div class="field wrap-up">
    <label for="wrap-up">${msg('Wrap-up')}</label>
    <select
      class=${error ? 'input bad' : 'input'}
      id="wrap-up"
      aria-invalid=${error ? 'true' : nothing}
      aria-describedby=${error ? 'wrap-up-error' : nothing}
      @change=${onChange}
    >
      ${wrapUps.map(
        (minutes) =>
          html`<option value=${minutes} .selected=${live(minutes === wrapUpMinutes)}>
            ${minutes === 0 ? msg('None') : duration(minutes * 60_000)}
          </option>`,
      )}
    </select>
    ${error ? html`<p class="hint bad" id="wrap-up-error" role="alert">${error}</p>` : nothing}
  </div>`;
}

/** Twice the time to accept, for whoever reads or moves more slowly. */
export function moreTimeField({ draft: { hasMoreTime }, onEdit }: ProfileFields): TemplateResult {
  return check({
    label: msg('Twice as long'),
    name: 'has-more-time',
    isChecked: hasMoreTime,
    onChange: (isChecked) => onEdit({ hasMoreTime: isChecked }),
  });
}

function levelOf(event: Event): 1 | 2 | 3 {
  const level = Number((event.target as HTMLSelectElement).value);
  return level === 1 || level === 3 ? level : 2;
}

// `Array.with` and `toSpliced` came in 2023; the floor is a year older.
function replaced<T>(rows: readonly T[], index: number, row: T): T[] {
  return rows.map((one, at) => (at === index ? row : one));
}

function without<T>(rows: readonly T[], index: number): T[] {
  return rows.filter((_, at) => at !== index);
}
