import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { inLanguage } from '../site-words.ts';

const wordsOf = ({ host: { config, look } }: Help) => inLanguage(config.texts, look.locale);

/** What stands above the start: the site's own title, else its name. */
export const siteTitle = (help: Help): string => wordsOf(help)?.title ?? help.host.config.site.name;

/** What the site says first, where it says something. */
export const greeting = (help: Help): TemplateResult | typeof nothing => {
  const words = wordsOf(help)?.greeting;
  return words === undefined ? nothing : html`<p class="sub" dir="auto">${words}</p>`;
};
