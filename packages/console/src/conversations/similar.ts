import type { RequestSummaryContext, SuggestedArticles } from '@harmony-live/protocol';
import { button, plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';

type Article = SuggestedArticles['items'][number];

/** The longest question that the search takes, in characters. */
const longestQuestion = 400;

/** What to look for: the person's words; where there are none, what went wrong on their page. */
export const questionOf = ({ text, context }: Pick<RequestSummaryContext, 'text' | 'context'>): string => {
  const noticed = [...(context.errors ?? []), ...(context.signals ?? [])].flatMap(({ message }) => message ?? []);
  const words = text.trim() || noticed.join(' ');
  return words.slice(0, longestQuestion).toWellFormed().trim();
};

/** What is much further from the question than the best one only looks like an answer. */
const nearEnough = 0.6;

/** Those that are near to the question, as the best one is. */
export const nearOf = <A extends Pick<Article, 'score'>>(found: readonly A[]): A[] =>
  found.filter(({ score }) => score >= (found[0]?.score ?? 0) * nearEnough);

/** What is put into the message: the title, then the gist. There is no public page yet that a link could lead to. */
export const passageOf = ({ title, gist }: Pick<Article, 'title' | 'gist'>): string => `${title}\n\n${gist}`;

/** Articles that answer something like it, each with one press into the message. */
export function similar(
  found: readonly Article[],
  onInsert: (passage: string) => void,
): TemplateResult | typeof nothing {
  const near = nearOf(found);
  if (near.length === 0) return nothing;
  const isProven = near.some(({ evidence }) => evidence.solved + evidence.helped > 0);
  return html`<section>
    <h2 class="sec">${isProven ? msg('Similar, solved') : msg('Suggested articles')}</h2>
    <ul class="sim">
      ${near.map(
        (article) =>
          html`<li class="has-act">
            <b dir="auto">${article.title}</b>
            <span class="meta">${evidenceWords(article)}</span>
            ${button({
              label: html`${msg('Insert')}<span class="sr"> ${article.title}</span>`,
              onClick: () => onInsert(passageOf(article)),
            })}
          </li>`,
      )}
    </ul>
  </section>`;
}

/** What speaks for an article: whom it helped, with how many it did not. */
function evidenceWords({ evidence: { solved, helped, notHelped } }: Article): string {
  const parts = [msg('Article')];
  if (solved > 0)
    parts.push(plural(solved, { one: 'from 1 solved conversation', other: str`from ${solved} solved conversations` }));
  if (helped + notHelped > 0) parts.push(msg(str`helped ${helped} of ${helped + notHelped}`));
  return parts.join(' · ');
}
