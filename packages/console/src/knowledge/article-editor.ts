import { ClientProblem } from '@harmony-live/client';
import type { Article, ArticleVersion } from '@harmony-live/protocol';
import { button, field, glyphs, note, segments } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { deviceStorage } from '../app/device.ts';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { fieldWords, problemWords } from '../app/problem-words.ts';
import type { Router } from '../app/router.ts';
import { articleFacts, sourceWords } from './article-facts.ts';
import './article-versions.ts';
import { stateTag } from './states.ts';
import { findUnsaved, keepUnsaved } from './unsaved.ts';

type Act = 'save' | 'publish' | 'reject';
type Side = 'write' | 'preview' | 'versions';
type Preview = typeof import('./preview.ts');

/**
 * One article, always the same one: title and body to edit, where it came from, and the decision. What is typed stays while the list looks
 * again, and on the device when somebody goes elsewhere, such as to a request that they accepted.
 *
 * Event: `h-changed`, with the article as the server has it now.
 */
@customElement('harmony-article-editor')
export class ArticleEditor extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor router!: Router;
  @property({ attribute: false }) accessor article!: Article;
  @state() private accessor title_ = '';
  @state() private accessor body = '';
  @state() private accessor busy: Act | null = null;
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor told: Act | null = null;
  @state() private accessor side: Side = 'write';
  @state() private accessor preview: Preview | null = null;
  /** The version that the fields were filled from. */
  #basis: Article | null = null;
  #next: Act | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('article')) return;
    const isFirst = this.#basis === null;
    if (isFirst || !this.#hasChanges) this.#show(this.article);
    if (isFirst) this.#bringBack();
  }

  protected override render(): TemplateResult {
    const { article } = this;
    const isOver = article.state === 'rejected' || article.state === 'archived';
    return html`<form class="editor" novalidate @submit=${this.#submit} @keydown=${this.#keys}>
      <div class="top row">
        ${stateTag(article.state)}<span class="meta grow">${sourceWords(article)}</span>
        <span class="meta" role="status">${this.#toldWords()}</span>
      </div>
      ${article.resembles ? this.#renderResembles(article.resembles) : nothing} ${this.#renderSides()}
      ${this.#renderSide()} ${this.#renderProblem()}
      <div class="row decide">
        ${article.state === 'published' || isOver ? nothing : this.#button('publish')}
        ${isOver ? nothing : this.#button('save')} ${article.state === 'draft' ? this.#button('reject') : nothing}
      </div>
      ${articleFacts(article, this.router)}
    </form>`;
  }

  #renderSides(): TemplateResult {
    return segments<Side>({
      label: msg('View of the article'),
      name: 'article-side',
      size: 'sm',
      value: this.side,
      choices: [
        { value: 'write', label: msg('Write') },
        { value: 'preview', label: msg('Preview') },
        { value: 'versions', label: msg('Versions') },
      ],
      onChange: (side) => void this.#turnTo(side),
    });
  }

  #renderSide(): TemplateResult | typeof nothing {
    switch (this.side) {
      case 'write':
        return this.#renderFields();
      case 'preview':
        return this.preview ? this.preview.preview(this.title_, this.body) : nothing;
      case 'versions':
        return html`<harmony-article-versions
          .desk=${this.desk}
          .articleId=${this.article.id}
          .version=${this.article.version}
          .current=${{ title: this.title_, body: this.body }}
          @bring-back=${({ detail }: CustomEvent<ArticleVersion>) => this.#takeUp(detail)}
        ></harmony-article-versions>`;
    }
  }

  #renderFields(): TemplateResult {
    return html`${field({
      label: msg('Title'),
      name: 'title',
      value: this.title_,
      error: this.#errorOf('/title'),
      onInput: (value) => this.#write({ title: value }),
    })}
    ${field({
      label: msg('Body'),
      name: 'body',
      type: 'textarea',
      rows: 14,
      value: this.body,
      hint: msg('Markdown. Personal data was taken out; look whether anything is left.'),
      error: this.#errorOf('/body'),
      onInput: (value) => this.#write({ body: value }),
    })}`;
  }

  #button(act: Act): TemplateResult {
    const labels = { save: msg('Save'), publish: msg('Publish'), reject: msg('Reject') };
    return button({
      label: labels[act],
      variant: act === 'publish' ? 'primary' : act === 'reject' ? 'quiet' : 'plain',
      type: act === 'save' ? 'submit' : 'button',
      isBusy: this.busy === act,
      ...(act === 'save' && !this.#hasChanges ? { disabledReason: msg('Nothing has changed') } : {}),
      ...(act === 'save' ? {} : { onClick: () => void this.#do(act) }),
    });
  }

  #renderResembles({ articleId, title }: NonNullable<Article['resembles']>): TemplateResult {
    return note({
      icon: glyphs.circleAlert,
      tone: 'wait',
      title: msg(str`Close to “${title}”`),
      body: html`<a href=${this.router.href('knowledge', articleId)}
        >${msg('Read it first; perhaps this case belongs there.')}</a
      >`,
    });
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { problem } = this;
    if (!problem || problem.field) return nothing;
    const isStale = problem.code === 'version/stale';
    return note({
      icon: glyphs.circleAlert,
      tone: isStale ? 'wait' : 'urgent',
      role: 'alert',
      title: msg('It was not saved.'),
      body: html`${problemWords(problem)}
      ${
        isStale
          ? html`<p class="again">
              ${button({ label: msg('Drop my changes and show it'), onClick: () => this.#drop() })}
            </p>`
          : nothing
      }`,
    });
  }

  #toldWords(): string {
    switch (this.told) {
      case 'save':
        return msg('Saved');
      case 'publish':
        return msg('Published');
      case 'reject':
        return msg('Rejected');
      case null:
        return this.#hasChanges ? msg('Not saved yet') : '';
    }
  }

  get #hasChanges(): boolean {
    return this.#basis !== null && (this.title_ !== this.#basis.title || this.body !== this.#basis.body);
  }

  #errorOf(path: string): string | undefined {
    return this.problem?.field === path ? fieldWords(this.problem) : undefined;
  }

  readonly #keys = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.key === 's') void this.#do('save');
    else if (event.key === 'Enter' && this.article.state !== 'published') void this.#do('publish');
    else return;
    event.preventDefault();
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#do('save');
  };

  async #do(act: Act): Promise<void> {
    if (this.busy !== null) {
      // What is pressed while another act is on its way follows it; the same one twice is one.
      if (act !== this.busy) this.#next = act;
      return;
    }
    this.busy = act;
    this.problem = null;
    this.told = null;
    const sent = { title: this.title_, body: this.body };
    try {
      let current = this.#basis!;
      const path = `/v1/articles/${current.id}`;
      const { http } = this.desk;
      // What is published is what stands in the fields.
      if (act !== 'reject' && this.#hasChanges) {
        const { version } = current;
        current = await http.put<Article>(path, { version, title: this.title_.trim(), body: this.body });
      }
      if (act !== 'save') current = await http.post<Article>(`${path}/${act}`, { version: current.version });
      // What was typed while it was on its way stays, as a change of what is saved now.
      const isTypedOn = this.title_ !== sent.title || this.body !== sent.body;
      if (isTypedOn) {
        this.#basis = current;
        this.#write({});
      } else {
        keepUnsaved(deviceStorage(), current.id, null);
        this.#show(current);
        this.told = act;
      }
      this.dispatchEvent(new CustomEvent('h-changed', { detail: current }));
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.busy = null;
    }
    const next = this.#next;
    this.#next = null;
    if (next !== null && this.problem === null) await this.#do(next);
  }

  /** The preview is drawn by what visitors' pages draw with, which nobody needs before. */
  async #turnTo(side: Side): Promise<void> {
    if (side === 'preview') this.preview ??= await import('./preview.ts');
    this.side = side;
  }

  /** An old text stands in the fields again, to be read over; nothing is saved by it. */
  #takeUp({ title, body }: ArticleVersion): void {
    this.#write({ title, body });
    this.side = 'write';
  }

  #write({ title = this.title_, body = this.body }: { title?: string; body?: string }): void {
    this.title_ = title;
    this.body = body;
    this.told = null;
    const { id, version } = this.#basis!;
    keepUnsaved(deviceStorage(), id, this.#hasChanges ? { version, title, body } : null);
  }

  /** What was begun earlier and not saved, on the version that it was begun from: saving says if there is a newer one. */
  #bringBack(): void {
    const unsaved = findUnsaved(deviceStorage(), this.article.id);
    if (unsaved === null) return;
    this.#basis = { ...this.article, version: unsaved.version };
    this.title_ = unsaved.title;
    this.body = unsaved.body;
  }

  #drop(): void {
    keepUnsaved(deviceStorage(), this.article.id, null);
    this.#show(this.article);
  }

  #show(article: Article): void {
    this.#basis = article;
    this.title_ = article.title;
    this.body = article.body;
    this.problem = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-article-editor': ArticleEditor;
  }
}
