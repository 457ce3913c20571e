import { button, glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import type { Copying } from './copying.ts';

/** A secret, told this once. @param onDone it was put away */
export function secretNote(secret: string, copying: Copying, onDone: () => void): TemplateResult {
  return note({
    icon: glyphs.shieldCheck,
    tone: 'wait',
    role: 'status',
    title: msg('The secret is shown here this once.'),
    body: html`<p>
        ${msg('Keep it on your server, to sign who your users are. It must never stand in a page. Lost, it can only be made anew.')}
      </p>
      <div class="snippet secret">
        <pre class="code" tabindex="0" aria-label=${msg('Secret')}>${secret}</pre>
        ${button({
          label: msg('Copy secret'),
          icon: glyphs.copy,
          onClick: () => void copying.copy('secret', secret, '.secret .code'),
        })}
      </div>
      <p class="row again">
        ${button({ label: msg('I have kept it'), onClick: onDone })}
        <span class="hint"
          >${copying.done?.name === 'secret' ? (copying.done.isRefused ? msg('It is selected, press Ctrl C.') : msg('Copied.')) : ''}</span
        >
      </p>`,
  });
}
