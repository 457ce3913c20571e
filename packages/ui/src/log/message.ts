import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { avatar } from '../avatar/avatar.ts';
import { cssVars } from '../css-vars.ts';
import { badgeCheck, circleAlert, clock, eyeOff } from '../glyphs.ts';
import { icon } from '../icons.ts';
import { screenLocale } from '../locale.ts';
import { ring } from '../ring/ring.ts';
import { tag } from '../tag/tag.ts';
import { clockTime } from '../clock.ts';
import { fullTime } from '../time.ts';
import { fileBox, reservation } from './file-box.ts';
import type { LogItem } from './group.ts';
import { splitLinks } from './links.ts';
import type { Density, FileSource, LogMessage } from './types.ts';

/** What a message's line needs besides the message. */
export interface MessageOptions {
  density: Density;
  files?: FileSource | undefined;
  /** Buttons that belong to this message, such as **Mark as the solution**. */
  actions?: ((message: LogMessage) => unknown) | undefined;
  onRetry: (id: string) => void;
  onRemove: (id: string) => void;
}

type MessageItem = Extract<LogItem, { kind: 'message' }>;

/** `h-message`: one line of `h-log`. Drawn with the styles of `log.css`. */
export function messageRow(item: MessageItem, options: MessageOptions): TemplateResult {
  const { message } = item;
  if (message.kind === 'text' || message.kind === 'file' || message.kind === 'note') return spoken(item, options);
  return html`<p class="sys">
    ${ring({ state: message.kind === 'joined' ? 'closing' : 'alone', size: 14 })}<span>${eventWords(message)}</span>
  </p>`;
}

function spoken({ message, isFirst, isLast }: MessageItem, options: MessageOptions): TemplateResult {
  const { isMine, isSolution = false, state, kind } = message;
  // In the widget the reader's own words need no name; in the console several people may stand on one side.
  const isBare = isMine && options.density === 'widget';
  // A note that is stored has gone to nobody: "Sent" would say that it had.
  const hasState = isMine && !(kind === 'note' && isSettled(message));
  const isStateInHead = hasState && !isBare && isFirst && isLast && isSettled(message);
  const classes = [
    'msg',
    isMine ? 'mine' : '',
    isFirst ? '' : 'more',
    kind === 'note' ? 'inside' : '',
    isSolution ? 'solution' : '',
    state ?? '',
  ];
  const draw = (): TemplateResult =>
    html`${isBare || !isFirst ? html`<span class="sr">${personName(message)}</span>` : head(message, isStateInHead)}
      <div class="body">
        ${isSolution ? html`<p class="solution-mark">${icon(badgeCheck)}${msg('The solution')}</p>` : nothing}
        ${message.kind === 'file' ? fileOf(message, options) : textOf(message)}
      </div>
      ${hasState && !isStateInHead && (isLast || !isSettled(message)) ? foot(message, isBare, options) : nothing}`;
  return html`<div class=${classes.filter(Boolean).join(' ')} part=${isMine ? 'message mine' : 'message'}>
    ${guard(drawnFrom(message, isFirst, isLast, options), draw)}
    ${options.actions ? html`<div class="acts">${options.actions(message)}</div>` : nothing}
  </div>`;
}

/**
 * All that a line is drawn from, so that the thousand others are left alone when one comes; by value, for screens make their
 * messages anew from what they know.
 */
function drawnFrom(
  message: LogMessage,
  isFirst: boolean,
  isLast: boolean,
  { density, files }: MessageOptions,
): unknown[] {
  const { kind, from, isMine, body, file, at, state, failure, isSolution, isEdited } = message;
  const said = file === undefined ? [body] : [...Object.values(file), files];
  // A word of the language that is spoken, and what times are told in.
  const where = [isFirst, isLast, density, msg('You'), screenLocale()];
  return [kind, from.id, from.name, isMine, at, state, failure, isSolution, isEdited, ...where, ...said];
}

function textOf({ body, at }: LogMessage): TemplateResult {
  // On the line of its element: white space around it would be shown.
  const words = splitLinks(body).map(textPart);
  return html`<p class="text" data-message-text dir="auto" title=${fullTime(at)}>${words}</p>`;
}

/** The place of a file is kept before its part of the code has come, and before its bytes have. */
function fileOf({ file }: LogMessage, { files, density }: MessageOptions): TemplateResult {
  if (file === undefined) return html`<p class="text">${msg('A file')}</p>`;
  const box = fileBox(file, density);
  return html`<h-file
    ?data-picture=${box !== null}
    .file=${file}
    .source=${files}
    ${cssVars(reservation(box))}
  ></h-file>`;
}

function head(message: LogMessage, hasState: boolean): TemplateResult {
  return html`${avatar(message.from)}
    <p class="by">
      <bdi class="cut">${personName(message)}</bdi>
      <span class="meta"
        ><time datetime=${message.at}>${clockTime(message.at)}</time
        >${hasState ? ` · ${stateWords(message)}` : nothing}</span
      >
      ${message.kind === 'note' ? tag(msg('Note, only colleagues see it'), { tone: 'wait', icon: eyeOff }) : nothing}
      ${message.isEdited === true ? html`<span class="meta">${msg('edited')}</span>` : nothing}
    </p>`;
}

function foot(message: LogMessage, isBare: boolean, { onRetry, onRemove }: MessageOptions): TemplateResult {
  const { state = 'sent' } = message;
  const figure = state === 'failed' ? icon(circleAlert) : isSettled(message) ? nothing : icon(clock);
  const time =
    isBare && state !== 'failed' ? html`<time datetime=${message.at}>${clockTime(message.at)}</time> · ` : nothing;
  return html`<p class="meta foot">
    ${figure}<span>${time}${stateWords(message)}</span>
    ${
      state === 'failed'
        ? html`<button type="button" class="link" @click=${() => onRetry(message.id)}>${msg('Try again')}</button>
            <button type="button" class="link" @click=${() => onRemove(message.id)}>${msg('Remove')}</button>`
        : nothing
    }
  </p>`;
}

function textPart(part: ReturnType<typeof splitLinks>[number]): unknown {
  if (part.kind === 'text') return part.text;
  return html`<a href=${part.href} target="_blank" rel="noopener noreferrer nofollow">${part.text}</a>`;
}

function isSettled({ state = 'sent' }: LogMessage): boolean {
  return state === 'sent' || state === 'read';
}

function personName(message: LogMessage): string {
  return message.isMine ? msg('You') : message.from.name;
}

/** How far an own message has come, in words. */
export function stateWords({ state = 'sent', failure }: LogMessage): string {
  switch (state) {
    case 'sending':
      return msg('Sending…');
    case 'sent':
      return msg('Sent');
    case 'read':
      return msg('Read');
    case 'waiting':
      return msg('Waiting for network');
    case 'failed':
      return failure === undefined ? msg('Not sent') : msg(str`Not sent: ${failure}`);
  }
}

function eventWords({ kind, from, isMine, body, at }: LogMessage): string {
  const time = clockTime(at);
  switch (kind) {
    case 'joined':
      return isMine ? msg(str`You joined, ${time}`) : msg(str`${from.name} joined, ${time}`);
    case 'left':
      return isMine ? msg(str`You left, ${time}`) : msg(str`${from.name} left, ${time}`);
    case 'solution':
      return isMine ? msg('You marked the solution') : msg(str`${from.name} marked the solution`);
    case 'proposed':
      return isMine
        ? msg(str`You said that it is solved, ${time}`)
        : msg(str`${from.name} says that it is solved, ${time}`);
    case 'resolved':
      if (body === 'assumed') return msg(str`Counted as solved after a day without an answer, ${time}`);
      return isMine ? msg(str`You said that it is solved, ${time}`) : msg(str`Solved, says ${from.name}, ${time}`);
    case 'reopened':
      return isMine ? msg(str`You said: not yet, ${time}`) : msg(str`${from.name} said: not yet, ${time}`);
    case 'call':
      return body === 'screen' ? msg(str`The screen was shared, ${time}`) : msg(str`Voice call, ${time}`);
    case 'closed':
      return isMine
        ? msg(str`You ended the conversation, ${time}`)
        : msg(str`${from.name} ended the conversation, ${time}`);
    default:
      return body;
  }
}
