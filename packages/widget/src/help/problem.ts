import { msg } from '@lit/localize';
import { lazy } from '../lazy.ts';

/** Words for what a server refuses come when it does. In the same file is what most views after the first stand on. */
export const wordsPart = lazy(() => import('./problem-words.ts'));

/** What went wrong, in the widget's words. Never fails: where the words do not come, those that always hold stand for them. */
export const wordsFor = async (problem: unknown): Promise<string> => {
  if ((problem as { code?: string }).code === 'network/unreachable') return offlineWords();
  const part = await wordsPart().catch(() => null);
  return part === null ? generalWords() : part.problemWords(problem);
};

/** Said where nothing came back: no other words can come then either. */
export const offlineWords = (): string =>
  msg('You seem to be offline. What you wrote is kept; send it again when you are back.');

/** Said of what has no words of its own. */
export const generalWords = (): string =>
  msg('That did not work, and it is not your fault. What you wrote is kept; try again in a moment.');
