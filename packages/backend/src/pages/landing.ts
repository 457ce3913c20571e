import type { FastifyInstance } from 'fastify';
import { setPolicy } from '../platform/http/headers.ts';
import { html, page } from './shell.ts';

/** `/`: what there is here. */
export const landingPage = (app: FastifyInstance): void => {
  const { isDemo } = app.platform.config;
  const demoLink = html`<li>
    <a href="/demo/">Demo</a><span>An invoicing app with a few broken buttons, and Help in its corner</span>
  </li>`;
  const mailLink = html`<li><a href="/demo/mail/">Mail</a><span>Letters that the demo did not really send</span></li>`;
  const text = page(
    'Home',
    html`<h1>HARMONY.Live</h1>
      <p>Help inside an app: from being stuck to the right person.</p>
      <ul>
        ${isDemo ? [demoLink] : []}
        <li><a href="/console/">Console</a><span>Where experts answer</span></li>
        ${isDemo ? [mailLink] : []}
        <li><a href="/docs/">API</a><span>Every operation, and who may call it</span></li>
      </ul>`,
  );

  app.get('/', { schema: { hide: true } }, (_request, reply) =>
    setPolicy(reply, 'page').type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(text),
  );
};
