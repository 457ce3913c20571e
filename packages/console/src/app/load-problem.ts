import type { ClientProblem } from '@harmony-live/client';
import { button, glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { problemWords } from './problem-words.ts';

/** Something did not load: which, why, and the way to ask again. What was there before stays beside it. */
export const loadProblem = (title: string, problem: ClientProblem, again: () => void): TemplateResult =>
  note({
    icon: glyphs.circleAlert,
    tone: 'urgent',
    role: 'alert',
    title,
    body: html`${problemWords(problem)}
      <p class="again">${button({ label: msg('Try now'), onClick: again })}</p>`,
  });
