import type { ClientProblem } from '@harmony-live/client';
import { mostFields } from './limits.ts';
import type { ChangeSite, Site } from '@harmony-live/protocol';
import { button, glyphs, screenLocale } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../../app/desk.ts';
import { LightElement } from '../../app/light-element.ts';
import { adopt } from '../../app/sheets.ts';
import { partSection, refusalWords } from '../offers/part.ts';
import { Saving } from '../offers/saving.ts';
import { colorField } from './color-field.ts';
import {
  emptyQuestion,
  fieldsOf,
  questionsDraft,
  saysSame,
  textsOf,
  wordsDraft,
  type QuestionDraft,
  type WordsDraft,
} from './draft.ts';
import { preview } from './preview.ts';
import { questionRow } from './question-row.ts';
import css from './widget.css';
import { wordsRows } from './words-part.ts';

adopt(css);

/**
 * How a site's widget looks, what it says, and what it asks before a request. The colour saves by itself, words and questions by
 * their buttons. Who may not change it reads it.
 *
 * Events: `site-changed` with the site as it now is; `saved` with the time of the last saving (epoch milliseconds), null while
 * one is on its way. One element is for one site.
 */
@customElement('harmony-widget-page')
export class WidgetPage extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor site!: Site;
  @property({ attribute: false }) accessor canEdit = false;
  @state() private accessor words: WordsDraft[] = [];
  @state() private accessor questions: QuestionDraft[] = [];
  @state() private accessor color: string | null = null;
  #saving: Saving | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('site')) return;
    const before = changed.get('site');
    // What somebody else has saved meanwhile shows where nothing is being edited.
    if (before !== undefined && saysSame(this.words, before.texts)) this.words = this.#savedWords;
    if (before !== undefined && this.#asks(before)) this.questions = questionsDraft(this.site.fields);
    if (this.#saving === null) {
      this.words = this.desk.drafts.find(this.#place('words')) ?? this.#savedWords;
      this.questions = this.desk.drafts.find(this.#place('questions')) ?? questionsDraft(this.site.fields);
      this.color = this.site.color;
      this.#saving = new Saving({
        http: this.desk.http,
        site: this.site,
        onSaved: (site) => this.dispatchEvent(new CustomEvent<Site>('site-changed', { detail: site })),
        onChange: () => {
          this.requestUpdate();
          this.dispatchEvent(new CustomEvent<number | null>('saved', { detail: this.#saving!.savedAt }));
        },
      });
    }
    this.#saving.site = this.site;
  }

  protected override updated(): void {
    this.desk.drafts.keep(this.#place('words'), this.words, saysSame(this.words, this.site.texts));
    this.desk.drafts.keep(this.#place('questions'), this.questions, this.#asks(this.site));
  }

  protected override render(): TemplateResult {
    const first = this.words[0];
    return html`<div class="offers">
      ${this.canEdit ? nothing : html`<p class="sub">${msg('Your role reads this; owners and admins change it.')}</p>`}
      ${partSection(
        msg('Preview'),
        msg('The start of the widget, as people with a light and with a dark screen see it.'),
        preview({
          title: first?.title.trim() || this.site.name,
          greeting: first?.greeting.trim() ?? '',
          color: this.color,
        }),
      )}
      ${this.#renderColor()} ${this.#renderWords()} ${this.#renderQuestions()}
    </div>`;
  }

  #renderColor(): TemplateResult {
    return partSection(
      msg('Colour'),
      msg('Any will do: the widget makes it lighter or darker until it can be read.'),
      html`${colorField({
        color: this.color,
        canEdit: this.canEdit,
        onShow: (color) => (this.color = color),
        onSave: (color) => {
          this.color = color;
          void this.#save('color', { color });
        },
      })}
      ${this.#notSaved('color')}`,
    );
  }

  #renderWords(): TemplateResult {
    return partSection(
      msg('Words'),
      msg('What stands at the start of the widget. People get their own language, else the first.'),
      html`${wordsRows(this.words, { canEdit: this.canEdit, onEdit: (rows) => (this.words = rows) })}
      ${this.#saveButton(msg('Save words'), () => this.#save('texts', { texts: textsOf(this.words) }))}
      ${this.#notSaved('texts')}`,
    );
  }

  #renderQuestions(): TemplateResult {
    const problem = this.#saving?.problems.get('fields');
    const wrong = Number(/^\/fields\/(\d+)/.exec(problem?.field ?? '')?.[1] ?? NaN);
    return partSection(
      msg('Questions'),
      msg(str`Asked before a request, ${mostFields} at most. The answers stand beside the request for whoever helps.`),
      html`${this.questions.length === 0 ? html`<p class="meta">${msg('Nothing is asked: a request can be sent as it is.')}</p>` : nothing}
        <ol class="question-rows">
          ${this.questions.map((question, index) =>
            questionRow({
              question,
              index,
              canEdit: this.canEdit,
              error: index === wrong && problem ? refusalWords(problem) : undefined,
              onEdit: (next) => (this.questions = this.questions.map((one, at) => (at === index ? next : one))),
              onRemove: () => (this.questions = this.questions.filter((_, at) => at !== index)),
            }),
          )}
        </ol>
        ${
          this.canEdit
            ? html`<p class="row wrap">
                ${
                  this.questions.length < mostFields
                    ? button({
                        label: msg('Add a question'),
                        icon: glyphs.plus,
                        onClick: () => (this.questions = [...this.questions, emptyQuestion(this.#language)]),
                      })
                    : nothing
                }
                ${button({ label: msg('Save questions'), variant: 'primary', onClick: () => void this.#saveQuestions() })}
              </p>`
            : nothing
        }
        ${Number.isNaN(wrong) ? this.#notSaved('fields') : nothing}`,
    );
  }

  async #saveQuestions(): Promise<void> {
    // What was given an id keeps it: answers stand under it.
    if (await this.#save('fields', { fields: fieldsOf(this.questions) }))
      this.questions = questionsDraft(this.site.fields);
  }

  #saveButton(label: string, onClick: () => Promise<boolean>): TemplateResult | typeof nothing {
    return this.canEdit ? html`<p>${button({ label, onClick: () => void onClick() })}</p>` : nothing;
  }

  #notSaved(control: string): TemplateResult | typeof nothing {
    const problem: ClientProblem | undefined = this.#saving?.problems.get(control);
    return problem === undefined ? nothing : html`<p class="hint bad" role="alert">${refusalWords(problem)}</p>`;
  }

  #save(control: string, change: ChangeSite): Promise<boolean> {
    return this.#saving!.save(control, () => change);
  }

  get #savedWords(): WordsDraft[] {
    return wordsDraft(this.site.texts, this.#language);
  }

  /** Whether the questions are those that this site asks. */
  #asks({ fields }: Site): boolean {
    return JSON.stringify(this.questions) === JSON.stringify(questionsDraft(fields));
  }

  /** Of what is not saved yet. */
  #place(part: 'words' | 'questions'): string {
    return `${part} ${this.site.id}`;
  }

  get #language(): string {
    return screenLocale().split('-')[0]!;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-widget-page': WidgetPage;
  }
}
