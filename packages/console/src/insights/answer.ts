import { button, tag } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** What answers a problem: the article, or the way to write one. */
export interface Answer {
  article: { id: string; title: string } | null;
  /** What the article would be about, for the button's name among many. */
  about: string;
  href: (articleId: string) => string;
  /** Null for who may not write. */
  onWrite: (() => void) | null;
  isBusy: boolean;
}

/** Whether knowledge exists, as a cell of a table. */
export function answerCell({ article, about, href, onWrite, isBusy }: Answer): TemplateResult {
  if (article !== null) {
    return html`${tag(msg('Article'), { tone: 'solved' })}
      <a class="clamp" href=${href(article.id)} title=${article.title} dir="auto">${article.title}</a>`;
  }
  return html`${tag(msg('Nothing yet'), { tone: 'urgent' })}
  ${
    onWrite === null
      ? ''
      : html`<p class="write">
          ${button({
            label: html`<span>${msg('Write one')}<span class="sr">, ${about}</span></span>`,
            isBusy,
            onClick: onWrite,
          })}
        </p>`
  }`;
}
