import { ClientProblem } from '@harmony-live/client';
import type { SavedReply } from '@harmony-live/protocol';
import { button, check, field, glyphs, iconButton, note, tag } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { problemWords } from '../app/problem-words.ts';
import { adopt } from '../app/sheets.ts';
import css from './replies.css';
import { repliesOf, type Replies } from './saved-replies.ts';

adopt(css);

interface Draft {
  /** Null for a new one. */
  id: string | null;
  title: string;
  body: string;
  isShared: boolean;
}

/** **Saved replies**: everybody's and one's own, to write, change and remove. What is half written stays until it is saved. */
@customElement('harmony-replies-dialog')
export class RepliesDialog extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ type: Boolean }) accessor isOpen = false;
  @state() private accessor draft: Draft | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isBusy = false;
  readonly #watch = new Watch(this, () => (this.desk ? this.#replies : null));

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('desk')) this.#watch.again();
    if (changed.has('isOpen') && this.isOpen) void this.#replies.load();
  }

  protected override render(): TemplateResult {
    const { draft } = this;
    return html`<h-dialog
      .label=${draft === null ? msg('Saved replies') : draft.id === null ? msg('New reply') : msg('Change the reply')}
      .isOpen=${this.isOpen}
      @h-close=${() => this.#close()}
    >
      ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
      ${draft === null ? this.#renderList() : this.#renderForm(draft)}
      <div slot="actions" class="row">
        ${
          draft === null
            ? html`${button({ label: msg('Close'), size: 'md', onClick: () => this.#close() })}
              ${button({
                label: msg('New reply'),
                size: 'md',
                variant: 'primary',
                onClick: () => this.#edit({ id: null, title: '', body: '', isShared: false }),
              })}`
            : html`${button({ label: msg('Back'), size: 'md', onClick: () => this.#edit(null) })}
              ${button({
                label: msg('Save reply'),
                size: 'md',
                variant: 'primary',
                isBusy: this.isBusy,
                onClick: () => void this.#save(draft),
              })}`
        }
      </div>
    </h-dialog>`;
  }

  #renderList(): TemplateResult {
    const { items, problem } = this.#replies;
    if (problem) return note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(problem) });
    if (items === null) return html`<p class="meta" role="status">${msg('The replies load')}</p>`;
    if (items.length === 0)
      return html`<p>
        ${msg('Nothing is saved yet. Save what you write again and again, and put it into a message with a slash.')}
      </p>`;
    return html`<ul class="replies" aria-label=${msg('Saved replies')}>
      ${items.map((reply) => this.#renderReply(reply))}
    </ul>`;
  }

  #renderReply(reply: SavedReply): TemplateResult {
    return html`<li>
      <div class="grow">
        <p class="row">
          <b class="cut" dir="auto">${reply.title}</b>${reply.isShared ? tag(msg('Everybody’s')) : nothing}
        </p>
        <p class="meta cut" dir="auto">${reply.body}</p>
      </div>
      ${
        this.#replies.mayChange(reply)
          ? html`${iconButton({ label: msg(str`Change ${reply.title}`), icon: glyphs.pencil, onClick: () => this.#edit(reply) })}
            ${iconButton({
              label: msg(str`Remove ${reply.title}`),
              icon: glyphs.trash2,
              tone: 'danger',
              onClick: () => void this.#do(() => this.#replies.remove(reply.id)),
            })}`
          : nothing
      }
    </li>`;
  }

  #renderForm(draft: Draft): TemplateResult {
    const errorOf = (name: string): string | undefined =>
      this.problem?.field === `/${name}` ? msg('Write something here, a little shorter if it is long.') : undefined;
    return html`<form
      class="stack"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void this.#save(draft);
      }}
    >
      ${field({
        label: msg('Reply’s name'),
        name: 'reply-title',
        value: draft.title,
        maxLength: 80,
        error: errorOf('title'),
        onInput: (title) => (this.draft = { ...draft, title }),
      })}
      ${field({
        label: msg('Words'),
        name: 'reply-body',
        type: 'textarea',
        rows: 6,
        value: draft.body,
        maxLength: 4000,
        hint: msg('{name} becomes the person’s name, {page} the page they asked from, {expert} your own name.'),
        error: errorOf('body'),
        onInput: (body) => (this.draft = { ...draft, body }),
      })}
      ${
        draft.id === null && this.#replies.mayShare
          ? check({
              label: msg('For everybody who helps here'),
              name: 'reply-shared',
              isChecked: draft.isShared,
              onChange: (isShared) => (this.draft = { ...draft, isShared }),
            })
          : nothing
      }
    </form>`;
  }

  get #replies(): Replies {
    return repliesOf(this.desk);
  }

  #edit(draft: Draft | null): void {
    this.problem = null;
    this.draft = draft;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('[name="reply-title"]')?.focus());
  }

  async #save({ id, title, body, isShared }: Draft): Promise<void> {
    const isDone = await this.#do(() =>
      id === null ? this.#replies.create({ title, body, isShared }) : this.#replies.change(id, { title, body }),
    );
    if (isDone) this.draft = null;
  }

  async #do(act: () => Promise<void>): Promise<boolean> {
    if (this.isBusy) return false;
    this.isBusy = true;
    this.problem = null;
    try {
      await act();
      return true;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
      return false;
    } finally {
      this.isBusy = false;
    }
  }

  #close(): void {
    this.dispatchEvent(new Event('close-replies'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-replies-dialog': RepliesDialog;
  }
}
