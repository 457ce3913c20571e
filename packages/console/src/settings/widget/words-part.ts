import { button, field, glyphs, iconButton, languageName } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { WordsDraft } from './draft.ts';

/** The most languages. */
const mostLanguages = 10;

/** What the widget says at its start, by language. */
export function wordsRows(
  rows: readonly WordsDraft[],
  { canEdit, onEdit }: { canEdit: boolean; onEdit: (rows: WordsDraft[]) => void },
): TemplateResult {
  const edit = (index: number, change: Partial<WordsDraft>): void =>
    onEdit(rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  return html`<ul class="word-rows" aria-label=${msg('Words by language')}>
      ${rows.map(
        ({ tag, title, greeting }, index) =>
          html`<li class="stack sm">
            <div class="tag-row">
              ${field({
                label: rows.length > 1 ? msg(str`Language ${index + 1}`) : msg('Language'),
                name: `words-tag-${index}`,
                value: tag,
                maxLength: 35,
                placeholder: 'pt-BR',
                isDisabled: !canEdit,
                hint: tag.trim() === '' ? msg('Its code, such as en, de or pt-BR') : languageName(tag.trim()),
                onInput: (value) => edit(index, { tag: value }),
              })}
              ${
                rows.length > 1 && canEdit
                  ? iconButton({
                      label: msg(str`Remove language ${index + 1}`),
                      icon: glyphs.trash2,
                      onClick: () => onEdit(rows.filter((_, at) => at !== index)),
                    })
                  : nothing
              }
            </div>
            ${field({
              label: rows.length > 1 ? msg(str`Title ${index + 1}`) : msg('Title'),
              name: `words-title-${index}`,
              value: title,
              maxLength: 60,
              isDisabled: !canEdit,
              hint: msg('In the place of the name of the site.'),
              onInput: (value) => edit(index, { title: value }),
            })}
            ${field({
              label: rows.length > 1 ? msg(str`Greeting ${index + 1}`) : msg('Greeting'),
              name: `words-greeting-${index}`,
              type: 'textarea',
              rows: 2,
              value: greeting,
              maxLength: 280,
              isDisabled: !canEdit,
              onInput: (value) => edit(index, { greeting: value }),
            })}
          </li>`,
      )}
    </ul>
    ${
      canEdit && rows.length < mostLanguages
        ? html`<p>
            ${button({
              label: msg('Add a language'),
              icon: glyphs.plus,
              onClick: () => onEdit([...rows, { tag: '', title: '', greeting: '' }]),
            })}
          </p>`
        : nothing
    }`;
}
