import type { ArticleState } from '@harmony-live/protocol';
import { tag, type Tone } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import type { TemplateResult } from 'lit';

/** The state in a word, with a colour where somebody is waited for. */
export function stateTag(articleState: ArticleState): TemplateResult {
  const [words, tone] = stateWords(articleState);
  return tag(words, tone ? { tone } : {});
}

function stateWords(articleState: ArticleState): [string, Tone | undefined] {
  switch (articleState) {
    case 'draft':
      return [msg('Draft'), 'wait'];
    case 'published':
      return [msg('Published'), 'solved'];
    case 'stale':
      return [msg('Out of date'), 'wait'];
    case 'archived':
      return [msg('Archived'), undefined];
    case 'rejected':
      return [msg('Rejected'), undefined];
  }
}
