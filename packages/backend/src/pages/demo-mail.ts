import type { FastifyInstance } from 'fastify';
import { setPolicy } from '../platform/http/headers.ts';
import { demoMails, type DemoMail } from '../platform/mail/index.ts';
import { html, page, type Markup } from './shell.ts';

/** As many as anybody looks through. */
const shown = 100;

/** `/demo/mail/`: what the demo would have sent, newest first. */
export const demoMailPage = (app: FastifyInstance): void => {
  app.get('/demo/mail', { schema: { hide: true } }, (_request, reply) => reply.redirect('/demo/mail/'));
  app.get('/demo/mail/', { schema: { hide: true } }, async (_request, reply) => {
    const mails = await app.platform.db.asSystem('demo mail', (tx) => demoMails(tx, shown));
    const list = mails.length === 0 ? html`<p>Nothing yet. Reload after something was sent.</p>` : mails.map(article);
    const text = page(
      'Mail',
      html`<h1>Mail</h1>
        <p>Letters that the demo kept instead of sending them. Newest first.</p>
        ${list}`,
    );
    return setPolicy(reply, 'page').type('text/html; charset=utf-8').header('cache-control', 'no-store').send(text);
  });
};

/** The address stands before any link, so that whoever looks for one of their own links finds the right letter first. */
const article = ({ to, subject, text, link, at }: DemoMail): Markup =>
  html`<article>
    <h2>${subject}</h2>
    <p>To ${to} · <time datetime="${at.toISOString()}">${at.toISOString().slice(0, 16).replace('T', ' ')} UTC</time></p>
    <pre>${withLink(text, link)}</pre>
  </article>`;

/** The text with its one link pressable; below the text where it does not stand in it. */
const withLink = (text: string, link: string | undefined): Markup => {
  if (link === undefined) return html`${text}`;
  const anchor = html`<a href="${link}">${link}</a>`;
  const at = text.indexOf(link);
  if (at < 0) return html`${text} ${anchor}`;
  return html`${text.slice(0, at)}${anchor}${text.slice(at + link.length)}`;
};
