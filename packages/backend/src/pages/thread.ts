import { readFileSync } from 'node:fs';
import { problem } from '@harmony-live/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { wordsIn } from '../channels/index.ts';
import { setPolicy } from '../platform/http/headers.ts';
import { html, page, siteKeyShape, type Markup } from './shell.ts';

const hidden = { schema: { hide: true } };

/**
 * Behind the link of a letter. `/thread/#SECRET` has whoever reads the mailbox say that it is theirs, where nobody has yet, and
 * goes on to `/thread/KEY`: a page of ours that carries the site's tag, where help opens on the same request. The secret stands
 * in the fragment, so no server sees it but in the body of a call of the page's own.
 */
export const threadPages = (app: FastifyInstance): void => {
  const script = readFileSync(new URL('./thread.js', import.meta.url));
  app.get('/thread.js', hidden, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(script),
  );
  app.get('/thread', hidden, (_request, reply) => reply.redirect('/thread/'));
  app.get('/thread/', hidden, (request, reply) => send(reply, lookingPage(request)));
  app.get<{ Params: { key: string } }>('/thread/:key', hidden, (request, reply) => {
    const { key } = request.params;
    if (!siteKeyShape.test(key)) throw problem('route/not-found', 'Open the link of the letter.');
    return send(reply, talkingPage(request, key));
  });
};

const send = (reply: FastifyReply, text: string): FastifyReply =>
  setPolicy(reply, 'host')
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex')
    .send(text);

const lookingPage = (request: FastifyRequest): string => {
  const { language, words } = spoken(request);
  const { address, expired, failed, no, question, script, site, storage, title, unknown, wait, yes } = words;
  return page(
    title,
    html`<h1>${title}</h1>
      <noscript><p>${script}</p></noscript>
      <p id="wait" data-part role="status">${wait}</p>
      <section id="confirm" data-part hidden>
        <p>${question}</p>
        <dl>
          <dt>${site}</dt>
          <dd id="site" dir="auto"></dd>
          <dt>${address}</dt>
          <dd id="email" dir="auto"></dd>
        </dl>
        <p><button type="button" class="primary" id="yes">${yes}</button></p>
        <p>${no}</p>
      </section>
      ${part('expired', expired)} ${part('unknown', unknown)} ${part('storage', storage)} ${part('failed', failed)}`,
    html`<script defer src="/thread.js"></script>`,
    language,
  );
};

const talkingPage = (request: FastifyRequest, key: string): string => {
  const { language, words } = spoken(request);
  const { expired, failed, opens, script, stop, stopped, title, unknown } = words;
  return page(
    title,
    html`<h1>${title}</h1>
      <noscript><p>${script}</p></noscript>
      <p>${opens}</p>
      <p><button type="button" id="stop" hidden>${stop}</button></p>
      ${part('stopped', stopped)} ${part('expired', expired)} ${part('unknown', unknown)} ${part('failed', failed)}`,
    // Nothing is noticed here: whoever comes by a letter came for the answer.
    html`<script defer src="/harmony.js" data-site="${key}" data-consent="denied" data-locale="${language}"></script>
      <script defer src="/thread.js"></script>`,
    language,
  );
};

/** A text that the script shows when it is so. */
const part = (id: string, text: string): Markup => html`<p id="${id}" data-part role="status" hidden>${text}</p>`;

/** As the browser asks: the page does not know yet whose letter it was. */
const spoken = ({ headers }: FastifyRequest) => {
  const tags = (headers['accept-language'] ?? '').split(',').map((part) => part.split(';', 1)[0]!.trim());
  const { language, words } = wordsIn(...tags);
  return { language, words: words.page };
};
