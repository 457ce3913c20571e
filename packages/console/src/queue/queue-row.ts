import type { QueueItem } from '@harmony-live/protocol';
import { avatar, button, glyphs, icon, languageName, reasonLines, tag, waitWords, type Glyph } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { modeWords } from '../appointments/words.ts';
import { byEmailTag } from '../new-request/by-email.ts';
import { becauseWords, complexityWords, domainWords } from '../triage/words.ts';

/** What a row is drawn from, and what happens in it. */
export interface QueueRow {
  item: QueueItem;
  /** Epoch milliseconds. */
  now: number;
  isOpen: boolean;
  /** The one row that the Tab key comes to. */
  isCurrent: boolean;
  isTaking: boolean;
  onToggle: () => void;
  onFocus: () => void;
  onTake: () => void;
}

/** One who waits: what and where, why it would be yours, who, how long. Pressed, it shows all of the words. */
export function queueRow(row: QueueRow): TemplateResult {
  const { item, now, isOpen } = row;
  const name = item.visitorName ?? msg('Visitor');
  const [glyph, tone, words] = urgencyOf(item.urgency);
  const isLate = item.dueAt !== undefined && Date.parse(item.dueAt) < now;
  return html`<li class=${isOpen ? 'q-item open' : 'q-item'}>
    <button
      type="button"
      class="q"
      id=${`queue-${item.requestId}`}
      tabindex=${row.isCurrent ? 0 : -1}
      aria-expanded=${isOpen}
      @click=${row.onToggle}
      @focus=${row.onFocus}
    >
      <span class=${`u ${isLate ? 'block' : tone}`}>${icon(isLate ? glyphs.clockAlert : glyph)}</span>
      <span class="what">
        <span class="t" dir="auto" title=${item.text}>${item.text.trim() || msg('Sent without words')}</span>
        <span class="meta cut">
          ${modeWords(item, now) ?? words}${aboutWords(item)}${item.topic ? html` · <bdi>${item.topic}</bdi>` : nothing}
          · ${item.page ? html`<bdi title=${item.page}>${item.page}</bdi>` : msg('The page was not shared')}
        </span>
      </span>
      <span class="why-me">${whyWords(item)}</span>
      <span class="person meta"
        >${avatar({ id: item.requestId, name, size: 'sm' })}<span class="cut"
          >${languageName(item.language)}</span
        ></span
      >
      <span class="waited num"
        ><span class="sr">${msg('Waited')} </span>${waitWords(now - Date.parse(item.queuedAt))}</span
      >
    </button>
    ${isOpen ? renderOpen(row, name) : nothing}
  </li>`;
}

function renderOpen({ item, isTaking, onTake }: QueueRow, name: string): TemplateResult {
  const reasons = item.forMe ? reasonLines(item.forMe.reasons, 'expert') : [];
  return html`<div class="q-open stack sm">
    ${isCut(item.text) ? html`<blockquote class="sub words" dir="auto">“${item.text.trim()}”</blockquote>` : nothing}
    <p class="meta" dir="auto">${aboutLine(item)}</p>
    <p class="row">
      <b>${name}</b>${item.askingName ? tag(msg(str`Asking ${item.askingName}`), { tone: 'wait' }) : nothing}
      ${byEmailTag(item)}
    </p>
    ${
      reasons.length > 0
        ? html`<ul class="why-you" aria-label=${msg('Why you')}>
            ${reasons.map((line) => html`<li>${line}</li>`)}
          </ul>`
        : nothing
    }
    <p class="row">${button({ label: msg('Take it'), size: 'md', key: 'A', isBusy: isTaking, onClick: onTake })}</p>
  </div>`;
}

/** What it is about, with the words that say so for whoever points at it; nothing where that is not known. */
function aboutWords({ triage }: QueueItem): TemplateResult | typeof nothing {
  const [first] = triage.domains;
  if (first === undefined || first.domain === 'other') return nothing;
  return html` · <bdi title=${becauseWords(triage) ?? nothing}>${domainWords(first.domain)}</bdi>`;
}

/** The same with how hard it seems, for whoever has opened the row. */
function aboutLine({ triage }: QueueItem): string {
  const domain = domainWords(triage.domains[0]?.domain ?? 'other');
  return [domain, complexityWords(triage.complexity.value), becauseWords(triage)].filter(Boolean).join(' · ');
}

/** Whether the row's two lines may not hold all of the words. */
const isCut = (text: string): boolean => text.trim().length > twoLines || text.trim().includes('\n');

/** About as many characters stand in two lines of the narrowest desk. */
const twoLines = 90;

/** Why it would be the reader's; else who has it before them, or that somebody is looked for. */
function whyWords({ forMe, askingName }: QueueItem): string {
  if (askingName) return msg(str`Asking ${askingName}`);
  const [first] = forMe ? reasonLines(forMe.reasons, 'expert') : [];
  return first ?? msg('Waiting for somebody who fits');
}

function urgencyOf(urgency: QueueItem['urgency']): [Glyph, string, string] {
  switch (urgency) {
    case 3:
      return [glyphs.octagonAlert, 'block', msg('Can’t go on')];
    case 2:
      return [glyphs.clockAlert, 'today', msg('Today')];
    case 1:
      return [glyphs.leaf, 'calm', msg('No hurry')];
  }
}
