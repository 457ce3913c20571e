import { msg, str } from '@lit/localize';
import { html, type TemplateResult } from 'lit';
import { wifiOff } from '../glyphs.ts';
import { icon } from '../icons.ts';
import { ring } from '../ring/ring.ts';
import { clockTime } from '../clock.ts';

/** How the line to the server stands. `since` is an instant (RFC 3339 or epoch milliseconds). */
export type Connection =
  { state: 'connected' | 'connecting' | 'reconnecting' } | { state: 'offline'; since: string | number };

/**
 * The connection as figure and word: Connected, Connecting…, Reconnecting…, Offline since 10:52. A polite status: what
 * changes is announced. Adopt `baseSheet`.
 */
export function connectionLine(connection: Connection): TemplateResult {
  const isConnected = connection.state === 'connected';
  const figure =
    connection.state === 'offline' ? icon(wifiOff) : ring({ state: isConnected ? 'connected' : 'alone', size: 14 });
  return html`<span class="meta state-line" role="status">${figure}<span>${connectionWords(connection)}</span></span>`;
}

/** The connection in words alone. */
export function connectionWords(connection: Connection): string {
  switch (connection.state) {
    case 'connected':
      return msg('Connected');
    case 'connecting':
      return msg('Connecting…');
    case 'reconnecting':
      return msg('Reconnecting…');
    case 'offline':
      return msg(str`Offline since ${clockTime(connection.since)}`);
  }
}

/** Whether the other person is there: `left` once they ended it. */
export type PresenceStatus = 'here' | 'away' | 'left';

/** The other person as figure and words: "Marta is here". A polite status. Adopt `baseSheet`. */
export function presenceLine({ name, status }: { name: string; status: PresenceStatus }): TemplateResult {
  return html`<span class="meta state-line" role="status"
    >${ring({ state: status === 'here' ? 'connected' : 'alone', size: 14 })}<span class="cut" dir="auto"
      >${presenceWords(name, status)}</span
    ></span
  >`;
}

/** Presence in words alone. */
export function presenceWords(name: string, status: PresenceStatus): string {
  switch (status) {
    case 'here':
      return msg(str`${name} is here`);
    case 'away':
      return msg(str`${name} is away`);
    case 'left':
      return msg(str`${name} has left`);
  }
}

/** Three dots while somebody writes; named, never announced by itself. They rest under reduced motion. Adopt `baseSheet`. */
export function typingDots(name: string): TemplateResult {
  return html`<span class="typing" role="img" aria-label=${msg(str`${name} is writing`)}><i></i><i></i><i></i></span>`;
}
