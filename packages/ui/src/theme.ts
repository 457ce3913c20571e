import { directionOf, setScreenLocale } from './locale.ts';

/** `auto` follows the person's system. */
export type Theme = 'auto' | 'light' | 'dark';

/** How a whole tree looks and reads. */
export interface Appearance {
  theme: Theme;
  /** BCP 47 tag of the words on screen. */
  locale: string;
}

/**
 * Dresses the root of a tree (`<harmony-widget>`, or `<html>` in the console): `data-theme`, `lang` and `dir`, and the
 * locale in which everything below formats times and numbers. Call it again when one of them changes.
 */
export function applyAppearance(root: HTMLElement, { theme, locale }: Appearance): void {
  if (theme === 'auto') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme);
  root.lang = locale;
  root.dir = directionOf(locale);
  setScreenLocale(locale);
}
