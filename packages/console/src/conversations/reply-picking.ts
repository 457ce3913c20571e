import type { ConversationView } from '@harmony-live/client';
import type { SavedReply } from '@harmony-live/protocol';
import type { ComposerElement } from '@harmony-live/ui';
import type { ReactiveControllerHost } from 'lit';
import { askedFor, filled } from '../replies/placeholders.ts';
import { insertText, writtenIn } from './composer-text.ts';
import { visitorOf } from './entries.ts';

/** The saved replies are asked for: by a slash, which stands from `from` to `to` with the word behind it, or by a button. */
export interface Picking {
  at: { from: number; to: number; word: string } | null;
}

/** From a slash in the composer to the words of a saved reply in its place. */
export class ReplyPicking {
  readonly #host: ReactiveControllerHost;
  readonly #composer: () => ComposerElement | null;
  now: Picking | null = null;

  constructor(host: ReactiveControllerHost, composer: () => ComposerElement | null) {
    this.#host = host;
    this.#composer = composer;
  }

  ask(picking: Picking): void {
    this.#set(picking);
  }

  /** Asks by itself where a slash was just written. */
  lookForSlash(): void {
    const composer = this.#composer();
    if (composer === null || this.now !== null) return;
    const { text, caret } = writtenIn(composer);
    const asked = askedFor(text, caret);
    if (asked !== null) this.#set({ at: { ...asked, to: caret } });
  }

  /** Puts a reply where the slash stood, filled in for whoever is written to. */
  pick({ body }: SavedReply, { details }: ConversationView, expert: string): void {
    const at = this.now?.at ?? undefined;
    const name = visitorOf(details?.participants ?? [])?.name;
    const composer = this.#composer();
    this.#set(null);
    if (composer) insertText(composer, filled(body, { name, page: details?.request?.context.page?.path, expert }), at);
  }

  /**
   * A slash that was meant as one stays in the text, with what was typed behind it.
   *
   * @param word null takes the slash away too @param isElsewhere the focus has gone already
   */
  leave(word: string | null, isElsewhere: boolean): void {
    const picking = this.now;
    if (picking === null) return;
    this.#set(null);
    const composer = this.#composer();
    if (composer === null || isElsewhere) return;
    if (picking.at === null) composer.focus({ preventScroll: true });
    else insertText(composer, word === null ? '' : `/${word}`, picking.at);
  }

  /** Another conversation, or a note instead. */
  forget(): void {
    this.#set(null);
  }

  #set(picking: Picking | null): void {
    this.now = picking;
    this.#host.requestUpdate();
  }
}
