import { problem } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { trialKeyOf } from '../identity/index.ts';
import { setPolicy } from '../platform/http/headers.ts';
import { html, page, siteKeyShape } from './shell.ts';

/**
 * `/try/KEY`: a page of ours that carries a site's tag, so that help can be tried before the tag is pasted anywhere. It counts
 * for no sight of the site, whose tag it says nothing about.
 */
export const trialPage = (app: FastifyInstance): void => {
  app.get<{ Params: { key: string } }>('/try/:key', { schema: { hide: true } }, (request, reply) => {
    const { key } = request.params;
    if (!siteKeyShape.test(key)) throw problem('route/not-found', 'The address ends in a site key, pk_…');
    return setPolicy(reply, 'host')
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('x-robots-tag', 'noindex')
      .send(trial(trialKeyOf(key)));
  });
};

const trial = (key: string): string =>
  page(
    'Try it yourself',
    html`<h1>Try it yourself</h1>
      <p>This page carries the tag of your site, and nothing else of yours. Be your own first visitor.</p>
      <p>
        Press <strong>Help</strong> in the corner, then <strong>Talk to a person</strong>, and send a request. It comes
        up in your console, where <strong>Available</strong> must be on.
      </p>
      <p>Or press this button a few times. It does nothing, and that is what is noticed.</p>
      <p><button type="button" id="save">Save changes</button></p>
      <p>What goes wrong on this page is told to the workspace of the site, as if you had agreed to it.</p>
      <p><a href="/console/">Back to the console</a></p>`,
    html`<script async src="/harmony.js" data-site="${key}" data-consent="granted"></script>`,
  );
