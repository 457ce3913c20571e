import type { ComposerElement } from '@harmony-live/ui';

/** The box inside the composer; its place of writing is nobody else's. */
const boxOf = (composer: ComposerElement): HTMLTextAreaElement | null => composer.renderRoot.querySelector('textarea');

/** What is written and where the next letter would go. */
export const writtenIn = (composer: ComposerElement): { text: string; caret: number } => {
  const box = boxOf(composer);
  return { text: composer.value, caret: box?.selectionStart ?? composer.value.length };
};

/**
 * Puts words in the place of `from` to `to` (UTF-16 units) or of what is chosen, and the caret behind them. The rest of what
 * was written stays.
 */
export const insertText = (composer: ComposerElement, words: string, range?: { from: number; to: number }): void => {
  const box = boxOf(composer);
  const text = composer.value;
  const from = range?.from ?? box?.selectionStart ?? text.length;
  const to = range?.to ?? box?.selectionEnd ?? text.length;
  composer.value = text.slice(0, from) + words + text.slice(to);
  composer.focus({ preventScroll: true });
  box?.setSelectionRange(from + words.length, from + words.length);
};

/** Puts a passage of its own behind what is written, with a line between. */
export const appendPassage = (composer: ComposerElement, passage: string): void => {
  const before = composer.value.trimEnd();
  composer.value = before === '' ? passage : `${before}\n\n${passage}`;
  composer.focus({ preventScroll: true });
};
