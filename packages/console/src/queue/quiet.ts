import { ClientProblem } from '@harmony-live/client';
import type { QueueOutlook } from '@harmony-live/protocol';
import { button, glyphs, note } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { problemWords } from '../app/problem-words.ts';
import { outlookWords } from './outlook-words.ts';

/** The outlook moves by the hour; it is asked for anew after this long, in milliseconds. */
const againMs = 15 * 60_000;

/** Nobody waits: why, when the next is likely, and the one thing to do meanwhile. */
@customElement('harmony-quiet-queue')
export class QuietQueue extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @property({ attribute: false }) accessor profileHref = '';
  @state() private accessor outlook: QueueOutlook | null = null;
  /** Why Available could not be switched on from here. */
  @state() private accessor problem: ClientProblem | null = null;
  @state() private accessor isSwitching = false;
  readonly #watch = new Watch(this, () => this.desk ?? null);
  #asking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#asking = setInterval(() => void this.#load(), againMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#asking);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('desk')) return;
    this.#watch.again();
    void this.#load();
  }

  protected override render(): TemplateResult {
    const { expert } = this.desk;
    const isOn = expert?.switch === true;
    return html`<div class="quiet-now">
      <p class="h2">${msg('Nobody waits.')}</p>
      ${this.outlook ? html`<p class="outlook">${outlookWords(this.outlook, Date.now())}</p>` : nothing}
      <p class="sub" ?hidden=${expert?.state === 'quiet'}>
        ${
          isOn
            ? msg(
                'You are available: the next request that fits you comes up here by itself, with the reason it came to you. What fits is read from what you say you are good at.',
              )
            : msg(
                'Nothing is put before you while you are off duty. Switch Available on, and requests that fit you come up here by themselves.',
              )
        }
      </p>
      ${
        isOn
          ? html`<p><a class="btn" href=${this.profileHref}>${msg('Say what you are good at')}</a></p>`
          : html`<p>
              ${button({
                label: msg('Go on duty'),
                isBusy: this.isSwitching,
                isDisabled: expert === null,
                onClick: () => void this.#goOnDuty(),
              })}
            </p>`
      }
      ${
        this.problem
          ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) })
          : nothing
      }
    </div>`;
  }

  /** Without an answer nothing is said of the future. */
  async #load(): Promise<void> {
    try {
      this.outlook = await this.desk.http.get<QueueOutlook>('/v1/queue/outlook');
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.outlook = null;
    }
  }

  async #goOnDuty(): Promise<void> {
    this.isSwitching = true;
    this.problem = null;
    try {
      await this.desk.setAvailable(true);
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isSwitching = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-quiet-queue': QuietQueue;
  }
}
