import type { Calls, CallsView } from '@harmony-live/client';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { button, iconButton, type ControlSize } from '../button/button.ts';
import { circleAlert, monitorUp, phone } from '../glyphs.ts';
import { note } from '../note/note.ts';

/** What call controls need to know: whose screen this is, and what the other side is called. */
export interface CallContext {
  side: 'visitor' | 'member';
  /** The other person. */
  name: string;
  size?: ControlSize;
}

/** What the person is about to agree to by themselves, before the browser is asked. */
export type Asking = 'screen' | null;

/**
 * The buttons that begin a call; while one goes on there is one way out instead. A visitor shows their own screen, a member
 * asks to see it.
 */
export function callTools(
  { call }: CallsView,
  calls: Calls,
  { side, size = 'sm' }: CallContext,
  ask: (asking: Asking) => void,
): TemplateResult | typeof nothing {
  if (call?.isSharing) {
    return button({ label: msg('Stop sharing'), variant: 'danger', size, onClick: () => calls.stop() });
  }
  if (call !== null) {
    if (call.phase === 'asked') return nothing;
    const label = call.phase === 'asking' ? msg('Take it back') : msg('Leave call');
    return button({ label, size, onClick: () => calls.stop() });
  }
  // Phones cannot show their screen; whether the visitor's device can, a member finds out by asking.
  const canShow = side === 'member' || typeof navigator.mediaDevices?.getDisplayMedia === 'function';
  const share = (): void => (side === 'visitor' ? ask('screen') : void calls.ask('screen'));
  return html`${iconButton({ label: msg('Start voice call'), icon: phone, size, onClick: () => void calls.ask('voice') })}
  ${canShow ? iconButton({ label: msg('Share screen'), icon: monitorUp, size, onClick: share }) : nothing}`;
}

/** Where the call stands, in a line; after its end, why it ended. */
export function callLine(
  { call, ended, problem }: CallsView,
  calls: Calls,
  context: CallContext,
): TemplateResult | typeof nothing {
  if (call !== null) {
    return html`<div class="call" role="status">
      <p>${phaseWords(call, context)}</p>
      ${call.remote && call.media === 'voice' ? html`<audio autoplay .srcObject=${call.remote}></audio>` : nothing}
    </div>`;
  }
  const words = problem !== null ? problemWords(problem.code) : ended && !ended.byMe ? endWords(ended, context) : null;
  if (words === null) return nothing;
  return html`<div class="call">
    ${note({
      icon: circleAlert,
      tone: 'wait',
      role: 'alert',
      body: html`${words} ${button({ label: msg('All right'), variant: 'quiet', onClick: () => calls.clearEnd() })}`,
    })}
  </div>`;
}

/** The question before anything is seen or heard. Its **Allow** is the gesture that the browser asks for. */
export function consentDialog(
  { call }: CallsView,
  calls: Calls,
  { name }: CallContext,
  asking: Asking,
  done: () => void,
): TemplateResult | typeof nothing {
  const media = asking ?? (call?.phase === 'asked' ? call.media : null);
  if (media === null) return nothing;
  const isScreen = media === 'screen';
  const label = isScreen ? msg('Share your screen?') : msg('Start a call?');
  const allow = (): void => {
    done();
    void (asking === null ? calls.accept() : calls.shareScreen());
  };
  const refuse = (): void => {
    done();
    if (asking === null) calls.decline();
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    refuse();
  };
  return html`<section
    class="call-question"
    role="dialog"
    aria-label=${label}
    tabindex="-1"
    @keydown=${escape}
    ${ref(takeFocus)}
  >
    <h3 class="title">${label}</h3>
    <ul class="why">
      ${
        isScreen
          ? html`<li>${msg(str`You choose a tab or a window next. ${name} sees only that.`)}</li>
              <li>${msg('Nobody can click or type for you.')}</li>`
          : html`<li>${msg(str`${name} would like to talk. Your microphone is on only after you allow it.`)}</li>`
      }
      <li>${msg('It is not recorded, and you can stop at any moment.')}</li>
    </ul>
    <div class="row">
      ${button({ label: msg('Not now'), size: 'md', variant: 'quiet', onClick: refuse })}
      ${button({ label: msg('Allow'), size: 'md', variant: 'primary', onClick: allow })}
    </div>
  </section>`;
}

/** Where somebody writes just now the focus stays: their next key must agree to nothing. The line of the call tells them. */
const takeFocus = (question: Element | undefined): void => {
  if (question === undefined) return;
  queueMicrotask(() => {
    // Only now does it stand in the page.
    let active = question.ownerDocument.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    if (active instanceof HTMLTextAreaElement && active.value !== '') return;
    (question as HTMLElement).focus();
  });
};

function phaseWords({ media, phase, isSharing }: NonNullable<CallsView['call']>, { side, name }: CallContext): string {
  switch (phase) {
    case 'asking':
      return msg(str`Asking ${name} …`);
    case 'asked':
      return media === 'screen' ? msg(str`${name} asks to see your screen`) : msg(str`${name} asks for a call`);
    case 'connecting':
      return msg('Connecting …');
    case 'connected':
      if (media === 'voice') return msg(str`${name} hears you`);
      return isSharing || side === 'visitor'
        ? msg(str`You are sharing. ${name} sees your screen`)
        : msg(str`You see the screen of ${name}`);
    case 'recovering':
      return msg('The connection was lost. We bring it back …');
    case 'elsewhere':
      return msg('A call goes on in another tab');
  }
}

/** How a call ended that the other side or the network ended. */
function endWords({ reason, media }: NonNullable<CallsView['ended']>, { name }: CallContext): string {
  switch (reason) {
    case 'declined':
      return media === 'screen'
        ? msg(str`${name} does not show the screen just now.`)
        : msg(str`${name} cannot talk just now.`);
    case 'no-answer':
      return msg('Nobody answered.');
    case 'cannot-connect':
      return msg('The call could not connect. You are back in text, nothing is lost.');
    case 'gone':
      return msg('The connection was lost. You are back in text, nothing is lost.');
    default:
      return media === 'screen' ? msg('Sharing has ended.') : msg('The call has ended.');
  }
}

/** Why there is no screen or sound. */
function problemWords(code: string): string {
  switch (code) {
    case 'device/refused':
      return msg('Your browser did not share anything. Allow it beside the address, or go on in text.');
    case 'device/missing':
      return msg('There is no microphone here. Go on in text.');
    case 'version/stale':
      return msg('A call goes on already, perhaps in another tab.');
    default:
      return msg('The call could not begin. You are back in text, nothing is lost.');
  }
}
