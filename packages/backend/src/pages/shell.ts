import { escapeHtml } from '../platform/mail/index.ts';

/** Markup that is safe to send: made by `html` alone. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | readonly Markup[];

/** A piece of a page. Texts are escaped, pieces stay as they are. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.reduce((text, string, index) => text + render(parts[index - 1]!) + string));

const render = (part: Part): string => {
  if (part instanceof Markup) return part.text;
  return typeof part === 'object' ? part.map(({ text }) => text).join('\n') : escapeHtml(String(part));
};

/** A public key of a site, in an address. */
export const siteKeyShape = /^pk_[A-Za-z0-9_]{3,64}$/;

/** A whole page, without scripts but for what `head` brings. */
export const page = (title: string, body: Markup, head = new Markup(''), language = 'en'): string =>
  html`<!doctype html>
    <html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · HARMONY.Live</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/pages.css" />
        ${head}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`.text;
