import { button, note, glyphs } from '@harmony-live/ui';
import { ring } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';

/** The start: who could help now, told honestly, and the way to them; or back to what is open. */
export function homeView(help: Help): TemplateResult {
  const { reachable, reachableCount, site } = help.host.config;
  const isOpen = help.request?.state === 'queued' || help.conversation !== null;
  return html`<div class="home" data-view tabindex="-1">
    <main class="stack">
      <p class="title">${msg('What can we do for you?')}</p>
      <p class="sub">
        ${msg(str`A person who knows ${site.name} answers you here. What you type stays on this page until you send it.`)}
      </p>
      ${
        reachable === 'later'
          ? note({
              icon: glyphs.clock,
              tone: 'wait',
              title: msg('Nobody is here right now.'),
              body: msg(
                'You can ask all the same: your request waits while this page is open, and the first person back is asked.',
              ),
            })
          : nothing
      }
    </main>
    <div class="foot">
      ${
        reachable === 'now'
          ? html`<p class="row">
              ${ring()}<b
                >${reachableCount === 1 ? msg('1 person can help now') : msg(str`${reachableCount} people can help now`)}</b
              >
            </p>`
          : nothing
      }
      ${
        isOpen
          ? button({
              label: help.conversation ? msg('Back to the conversation') : msg('Back to your request'),
              variant: 'primary',
              size: 'lg',
              isWide: true,
              onClick: () => help.show(help.conversation ? 'conversation' : 'waiting'),
            })
          : button({
              label: msg('Talk to a person'),
              variant: 'primary',
              size: 'lg',
              isWide: true,
              onClick: () => help.show('request'),
            })
      }
    </div>
  </div>`;
}
