import { html, type TemplateResult } from 'lit';
import {
  avatar,
  connectionLine,
  countdownRing,
  durationRange,
  glyphs,
  icon,
  presenceLine,
  reasonLines,
  ring,
  ruler,
  rulerMax,
  type Reason,
} from '../src/index.ts';

const minute = 60_000;
const range = { low: 2 * minute, high: 5 * minute };
const waited = 67_000;

const reasons: Reason[] = [
  { code: 'statement', params: { statement: 'I debug slow queries', similarity: 0.8 } },
  { code: 'language', params: { tag: 'de' } },
  { code: 'idle', params: { idleMs: 4 * minute } },
  { code: 'available' },
  { code: 'alone' },
];

/** Ring and ruler, people, states in a line, reasons, every drawing. */
export function figures(): TemplateResult {
  const max = rulerMax(range.high, waited);
  return html`<section class="specimen">
      <h2>Ring and ruler</h2>
      <div class="row">
        ${ring({ size: 40 })} ${ring({ size: 40, state: 'alone' })} ${ring()} ${ring({ state: 'alone' })}
        ${ring({ size: 14 })} ${countdownRing({ share: 0.8, words: 16, label: '16 seconds left' })}
        ${countdownRing({ share: 0.2, words: 4, label: '4 seconds left' })}
        ${countdownRing({ share: 0, words: 0, label: 'No time left' })}
      </div>
      <p>${durationRange(range)} likely wait</p>
      ${ruler({ max, from: range.low, to: range.high, now: waited, ends: ['0', durationRange({ low: max, high: max })] })}
      ${ruler({ max, from: range.low, to: range.high, now: 6 * minute })}
    </section>
    <section class="specimen">
      <h2>People</h2>
      <div class="row">
        ${avatar({ id: 'a', name: 'Ada Moreau', size: 'lg', presence: 'here' })}
        ${avatar({ id: 'b', name: 'Grace Okafor', presence: 'here' })}
        ${avatar({ id: 'c', name: 'Linus Berg', presence: 'busy' })}
        ${avatar({ id: 'd', name: 'Tomás Reis', presence: 'away' })} ${avatar({ id: 'e', name: 'مريم حداد' })}
        ${avatar({ id: 'f', name: '高橋 健', size: 'sm' })} ${avatar({ id: 'g', name: '' })}
      </div>
      <div class="row">
        ${connectionLine({ state: 'connected' })} ${connectionLine({ state: 'reconnecting' })}
        ${connectionLine({ state: 'offline', since: '2026-11-24T10:52:00.000Z' })}
      </div>
      <div class="row">
        ${presenceLine({ name: 'Marta', status: 'here' })} ${presenceLine({ name: 'Marta', status: 'away' })}
      </div>
      <ul>
        ${reasonLines(reasons, 'expert').map((line) => html`<li>${line}</li>`)}
      </ul>
      <ul class="sub">
        ${reasonLines(reasons, 'seeker').map((line) => html`<li>${line}</li>`)}
      </ul>
    </section>
    <section class="specimen">
      <h2>Drawings</h2>
      <div class="row">${Object.values(glyphs).map((glyph) => icon(glyph, { size: 'md' }))}</div>
    </section>`;
}
