import { msg } from '@lit/localize';
import { html, type TemplateResult } from 'lit';

/** Version of the words below, the one that the server asks for: `docs/code-of-conduct.md` says where both stand. */
export const conductVersion = '1';

/** What everybody who joins agrees to. */
export function conduct(): TemplateResult {
  return html`<ul class="conduct">
    <li><b>${msg('Be kind.')}</b> ${msg('The person is stuck, not stupid. No mockery, no insults, no pressure.')}</li>
    <li>
      <b>${msg('Stay with their problem.')}</b>
      ${msg('Ask only for what you need to solve it. No advertising, no other business.')}
    </li>
    <li>
      <b>${msg('Keep what you see.')}</b>
      ${msg('What people write, show or share stays in this workspace. Never ask for a password or a card number.')}
    </li>
    <li>
      <b>${msg('Say what you do not know.')}</b>
      ${msg('Hand over, or ask a colleague, rather than guess with somebody’s data.')}
    </li>
    <li>
      <b>${msg('Nobody is harmed.')}</b>
      ${msg('No help with what hurts or deceives people, or breaks the law.')}
    </li>
  </ul>`;
}
