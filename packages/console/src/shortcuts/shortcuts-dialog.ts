import { button, switchControl } from '@harmony-live/ui';
import '@harmony-live/ui/dialog/dialog.ts';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { preferences } from '../app/preferences.ts';
import { adopt } from '../app/sheets.ts';
import type { Command, CommandPlace } from './catalogue.ts';
import type { Commands } from './commands.ts';
import { keyCaps } from './key-caps.ts';
import css from './shortcuts.css';

adopt(css);

const places: readonly CommandPlace[] = ['everywhere', 'queue', 'conversation', 'request'];

/** **Keyboard shortcuts**: every key with what it does and where, and what can be set about writing by key. */
export function shortcutsDialog(commands: Commands, isOpen: boolean, onClose: () => void): TemplateResult {
  const { areSingleKeysOn, isSendingHeld } = preferences().now;
  return html`<h-dialog class="shortcuts" .label=${msg('Keyboard shortcuts')} .isOpen=${isOpen} @h-close=${onClose}>
    <div class="stack">
      ${places.map((place) =>
        group(
          place,
          commands.all.filter((one) => one.place === place && one.keys.length > 0),
        ),
      )}
      <section class="stack sm">
        <h3 class="sec">${msg('On this device')}</h3>
        ${setting(
          msg('Single keys'),
          msg('Keys without Ctrl, ⌘ or Alt. They never work while you write.'),
          areSingleKeysOn,
          (isOn) => preferences().set({ areSingleKeysOn: isOn }),
        )}
        ${setting(
          msg('Undo send'),
          msg('What you send waits for 5 seconds, in which you can take it back. The person waits with it.'),
          isSendingHeld,
          (isOn) => preferences().set({ isSendingHeld: isOn }),
        )}
      </section>
    </div>
    <div slot="actions" class="row">${button({ label: msg('Close'), size: 'md', onClick: onClose })}</div>
  </h-dialog>`;
}

function group(place: CommandPlace, commands: readonly Command[]): TemplateResult | typeof nothing {
  if (commands.length === 0) return nothing;
  return html`<section class="stack sm">
    <h3 class="sec">${placeName(place)}</h3>
    <dl class="keys-of">
      ${commands.map(
        ({ words, keys }) =>
          html`<div>
            <dt>${words}</dt>
            <dd>
              ${keys.map((key, index) => html`${index > 0 ? html` <span class="meta">${msg('or')}</span> ` : nothing}${keyCaps(key)}`)}
            </dd>
          </div>`,
      )}
    </dl>
  </section>`;
}

function setting(label: string, words: string, isOn: boolean, onChange: (isOn: boolean) => void): TemplateResult {
  return html`<div class="row setting">
    <span class="grow"><b aria-hidden="true">${label}</b><br /><span class="meta">${words}</span></span>
    ${switchControl({ label, isOn, onChange })}
  </div>`;
}

function placeName(place: CommandPlace): string {
  switch (place) {
    case 'everywhere':
      return msg('Everywhere');
    case 'queue':
      return msg('In the queue');
    case 'conversation':
      return msg('In a conversation');
    case 'request':
      return msg('In a new request');
  }
}
