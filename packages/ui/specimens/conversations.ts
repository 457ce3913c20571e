import { html, nothing, type TemplateResult } from 'lit';
import { button, glyphs, note, type LogMessage } from '../src/index.ts';

const ada = { id: 'a', name: 'Ada' };
const marta = { id: 'm', name: 'Marta' };
const grace = { id: 'g', name: 'Grace' };
const now = Date.parse('2026-11-24T10:54:00.000Z');

const lines: Omit<LogMessage, 'id' | 'isMine'>[] = [
  {
    kind: 'text',
    from: marta,
    at: '2026-11-23T16:42:00.000Z',
    body: 'I changed the tax rate and now the invoice won’t save. It has to go out today.',
    state: 'read',
  },
  { kind: 'joined', from: ada, at: '2026-11-24T10:44:00.000Z', body: '' },
  {
    kind: 'text',
    from: ada,
    at: '2026-11-24T10:44:20.000Z',
    body: 'Hello Marta. I see both errors: the line still points to last year’s rate. Nothing is lost.',
    state: 'read',
  },
  {
    kind: 'text',
    from: ada,
    at: '2026-11-24T10:45:00.000Z',
    body: 'Could you look at row two?\nIt is described at https://example.test/tax.',
    state: 'read',
  },
  {
    kind: 'text',
    from: ada,
    at: '2026-11-24T10:46:00.000Z',
    body: 'Choose IVA 23 % again and save.',
    isSolution: true,
    state: 'read',
  },
  { kind: 'text', from: marta, at: '2026-11-24T10:47:00.000Z', body: 'Trying it now', state: 'sent' },
  { kind: 'text', from: marta, at: '2026-11-24T10:52:10.000Z', body: 'Yes, 1 525,20 with tax', state: 'waiting' },
  {
    kind: 'text',
    from: marta,
    at: '2026-11-24T10:52:30.000Z',
    body: 'Averyveryverylongwordwithoutanyblankthatmustnotpushthepanelwideranditgoesonandon',
    state: 'failed',
    failure: 'too long',
  },
  { kind: 'text', from: marta, at: '2026-11-24T10:53:00.000Z', body: 'Thank you', state: 'sending' },
];

const noteLine: Omit<LogMessage, 'id' | 'isMine'> = {
  kind: 'note',
  from: grace,
  at: '2026-11-24T10:45:30.000Z',
  body: 'Same as the recurring one in October.',
};

/** The conversation as both sides see it, and a modal question. */
export function conversations(hasDialog: boolean): TemplateResult {
  return html`<section class="specimen">
      <h2>Conversation in the widget</h2>
      <div class="panel">
        <h-log label="Conversation" .messages=${seenBy(marta.id, lines)} .typing=${[ada]} .now=${now}>
          <div slot="end">
            ${note({ icon: glyphs.badgeCheck, tone: 'solved', title: 'Ada thinks this is solved.', body: 'Is it, for you?' })}
          </div>
        </h-log>
        <h-composer placeholder="Write to Ada" conversation-id="w" can-attach></h-composer>
      </div>
    </section>
    <section class="specimen">
      <h2>Conversation in the console</h2>
      <div class="panel">
        <h-log
          density="console"
          label="Conversation of Marta"
          .messages=${seenBy(ada.id, [...lines.slice(0, 4), noteLine, ...lines.slice(4, 6)])}
          .now=${now}
          .actions=${(message: LogMessage) => (message.isMine ? button({ label: 'Mark as the solution', icon: glyphs.badgeCheck }) : nothing)}
        ></h-log>
        <h-composer density="console" placeholder="Write to Marta" conversation-id="c" can-attach></h-composer>
      </div>
    </section>
    <section class="specimen">
      <h2>Closed conversation</h2>
      <h-composer disabled-reason="This conversation has ended" conversation-id="x"></h-composer>
      <h-dialog label="Erase everything?" ?open=${hasDialog}>
        <p>This removes 4 conversations and 3 files for good. Your export is ready first, if you want it.</p>
        <div class="row" slot="actions">
          ${button({ label: 'Keep it', size: 'md' })} ${button({ label: 'Erase', variant: 'danger', size: 'md' })}
        </div>
      </h-dialog>
    </section>`;
}

function seenBy(id: string, messages: readonly Omit<LogMessage, 'id' | 'isMine'>[]): LogMessage[] {
  return messages.map((message, at) => ({ ...message, id: `${id}-${at}`, isMine: message.from.id === id }));
}
