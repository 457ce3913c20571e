import { msg, str, updateWhenLocaleChanges } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { iconButton } from '../button/button.ts';
import { define } from '../define.ts';
import { emit } from '../emit.ts';
import { fileSize } from '../file-size.ts';
import { circleAlert, file, x } from '../glyphs.ts';
import { icon } from '../icons.ts';
import { baseSheet } from '../sheets.ts';
import type { Attached, Attaching } from './attaching.ts';
import trayText from './tray.css';

/**
 * `<h-tray>`: the files that are about to be sent, above the composer: preview, how far each has come, and the way out.
 *
 * Event: `h-left`, when the last file under the focus is gone; the focus belongs in the composer then. Parts: `tray`, `file`.
 */
export class TrayElement extends LitElement {
  static override styles = [baseSheet, unsafeCSS(trayText)];

  @property({ attribute: false }) accessor attaching!: Attaching;
  @property({ attribute: false }) accessor items: readonly Attached[] = [];
  /** What happened last; said aloud. */
  @property({ attribute: false }) accessor told = '';

  /** A file was taken out by hand: once it is gone, the focus needs another place. */
  #isTakenOut = false;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.#isTakenOut || !changed.has('items')) return;
    this.#isTakenOut = false;
    const next = this.renderRoot.querySelector<HTMLElement>('.file:last-child .icon-btn');
    if (next === null) emit(this, 'h-left', undefined);
    else next.focus();
  }

  protected override render(): TemplateResult {
    return html`<p class="sr" role="status">${this.told}</p>
      ${
        this.items.length === 0
          ? nothing
          : html`<ul class="tray" part="tray" aria-label=${msg('Files to send')}>
              ${repeat(
                this.items,
                ({ id }) => id,
                (item) => this.#row(item),
              )}
            </ul>`
      }`;
  }

  #row(item: Attached): TemplateResult {
    const { name } = item.file;
    const isBad = item.state === 'refused' || item.state === 'failed';
    const isUnderWay = item.state === 'waiting' || item.state === 'sending';
    return html`<li class=${`file ${item.state}`} part="file">
      <span class="face">
        ${icon(isBad ? circleAlert : file, { size: 'md' })}${
          item.preview === null ? nothing : html`<img src=${item.preview} alt="" @error=${hide} />`
        }
      </span>
      <span class="name"><bdi class="cut" title=${name}>${name}</bdi><span class="meta">${stateOf(item)}</span></span>
      ${
        item.state === 'failed'
          ? html`<button type="button" class="link" @click=${(event: Event) => void this.#retry(item, event)}>
              ${msg('Try again')}
            </button>`
          : nothing
      }
      ${iconButton({
        label: isUnderWay ? msg(str`Cancel ${name}`) : msg(str`Remove ${name}`),
        icon: x,
        onClick: () => this.#remove(item),
      })}
      ${
        isUnderWay
          ? html`<progress aria-label=${msg(str`Sending ${name}`)} max="1" .value=${item.share}></progress>`
          : nothing
      }
    </li>`;
  }

  /** The button goes while it is tried: the focus goes to the one beside it, which stays. */
  async #retry({ id }: Attached, { target }: Event): Promise<void> {
    const beside = (target as HTMLElement).closest('.file')?.querySelector<HTMLElement>('.icon-btn');
    this.attaching.retry(id);
    await this.updateComplete;
    beside?.focus();
  }

  #remove({ id }: Attached): void {
    this.#isTakenOut = true;
    this.attaching.remove(id);
  }
}

/** A page may forbid pictures from memory (`img-src` without `blob:`): the figure below stays. */
function hide({ target }: Event): void {
  (target as HTMLElement).hidden = true;
}

function stateOf({ state, words, share, file: { size } }: Attached): string {
  switch (state) {
    case 'ready':
      return fileSize(size);
    case 'waiting':
      return msg('Waiting for its turn');
    case 'sending':
      return share < 1 ? msg(str`Sending, ${Math.floor(share * 100)} %`) : msg('Sending…');
    case 'refused':
    case 'failed':
      return words;
  }
}

define('h-tray', TrayElement);

declare global {
  interface HTMLElementTagNameMap {
    'h-tray': TrayElement;
  }
}
