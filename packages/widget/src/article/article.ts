import type { PublishedArticle } from '@harmony-live/protocol';
import { button, define, glyphs, listWords, note, plural, skeleton } from '@harmony-live/ui';
import { markdown } from '@harmony-live/ui/article/markdown.ts';
import { proseSheet } from '@harmony-live/ui/article/prose-sheet.ts';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { KeepFocus } from '../panel/keep-focus.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import { skeletonSheet } from '../panel/skeleton-sheet.ts';
import css from './article.css';

/** `<harmony-article>`: what solved this before, and one question at its end. */
export class ArticleElement extends LitElement {
  static override styles = [panelSheets, skeletonSheet, proseSheet, unsafeCSS(css)];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties = {
    help: { attribute: false },
    articleId: { attribute: false },
    article: { state: true },
    answer: { state: true },
    problem: { state: true },
  };

  declare help: Help;
  declare articleId: string;
  declare article: PublishedArticle | null;
  declare answer: 'sending' | 'helped' | null;
  declare problem: unknown;

  constructor() {
    super();
    this.article = null;
    this.answer = null;
    this.addController(new KeepFocus(this));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('articleId')) void this.#load();
  }

  protected override render(): TemplateResult {
    const { article } = this;
    return html`<div class="main article-body" tabindex="0">
        ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
        ${article ? this.#renderArticle(article) : this.problem ? nothing : skeleton({ label: msg('The article loads'), rows: 6 })}
      </div>
      ${article ? this.#renderQuestion(article) : nothing}`;
  }

  #renderArticle({ title, body, contributors, evidence, language }: PublishedArticle): TemplateResult {
    const people = evidence.solved + evidence.helped;
    const by = listWords(contributors.map(({ name }) => name));
    return html`<h3 class="title" lang=${language} dir="auto">${title}</h3>
      <p class="meta">
        ${[by && msg(str`By ${by}`), people > 1 && plural(people, { one: 'solved it for 1 person', other: str`solved it for ${people} people` })].filter(Boolean).join(' · ')}
      </p>
      <div class="prose" lang=${language}>${markdown(body)}</div>`;
  }

  #renderQuestion(article: PublishedArticle): TemplateResult {
    if (this.answer === 'helped') {
      return html`<div class="foot" data-next tabindex="-1">
        ${note({ icon: glyphs.check, tone: 'solved', role: 'status', title: msg('Good.'), body: msg('We tell whoever wrote it.') })}
        ${button({ label: msg('Done'), variant: 'primary', size: 'lg', isWide: true, onClick: () => this.help.show('home') })}
      </div>`;
    }
    const isBusy = this.answer === 'sending';
    return html`<div class="foot">
      <div class="row pair">
        ${button({ label: msg('This helped'), size: 'md', isBusy, onClick: () => void this.#say(article, true) })}
        ${button({ label: msg("This didn't help"), size: 'md', isDisabled: isBusy, onClick: () => void this.#say(article, false) })}
      </div>
    </div>`;
  }

  async #load(): Promise<void> {
    this.article = null;
    this.answer = null;
    this.problem = null;
    try {
      this.article = await this.help.host.read<PublishedArticle>(`/v1/articles/${this.articleId}/published`);
    } catch (problem) {
      this.problem = problem;
    }
  }

  async #say({ id, title }: PublishedArticle, hasHelped: boolean): Promise<void> {
    this.problem = null;
    // What did not help goes along with the request, if there is one; by itself it is told to nobody.
    if (!hasHelped) return this.help.tryPerson({ articleId: id, title });
    this.answer = 'sending';
    const fingerprint = this.help.fingerprintOf(id);
    try {
      await this.help.host.say(`/v1/articles/${id}/feedback`, {
        clientId: this.help.host.newId(),
        helped: true,
        ...(fingerprint === undefined ? {} : { fingerprint }),
      });
      this.answer = 'helped';
      this.help.articleHelped();
    } catch (problem) {
      this.answer = null;
      this.problem = problem;
    }
  }
}

define('harmony-article', ArticleElement);
