import { ClientProblem } from '@harmony-live/client';
import type { OwnAppointment } from '@harmony-live/protocol';
import { areaField, button, languageName, relativeTime } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Desk } from '../app/desk.ts';
import { LightElement } from '../app/light-element.ts';
import { Watch } from '../app/observable.ts';
import { problemWords } from '../app/problem-words.ts';
import { adopt } from '../app/sheets.ts';
import css from './appointments.css';
import { momentWords } from './words.ts';

adopt(css);

/** How often "in 20 minutes" is told anew, in milliseconds. */
const tickMs = 30_000;

/** What this person is booked for, above the queue: when, what about, and the way to give it up. Nothing where there is nothing. */
@customElement('harmony-appointments')
export class AppointmentsList extends LightElement {
  @property({ attribute: false }) accessor desk!: Desk;
  @state() private accessor now = Date.now();
  /** Which one is being given up. */
  @state() private accessor asked: OwnAppointment | null = null;
  @state() private accessor reason = '';
  @state() private accessor isBusy = false;
  @state() private accessor problem: ClientProblem | null = null;
  readonly #watch = new Watch(this, () => this.desk?.appointments ?? null);
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => (this.now = Date.now()), tickMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('desk')) this.#watch.again();
  }

  protected override render(): TemplateResult {
    const { items } = this.desk.appointments;
    return html`${
      items.length === 0
        ? nothing
        : html`<section class="appointments">
            <h2>${msg('Appointments')}</h2>
            <ul aria-label=${msg('Appointments')}>
              ${items.map((item) => this.#renderItem(item))}
            </ul>
          </section>`
    }
    ${this.#renderDialog()}`;
  }

  #renderItem(item: OwnAppointment): TemplateResult {
    const when = momentWords(item.at, this.now);
    return html`<li>
      <p class="when">
        <b>${when}</b>
        <span class="meta">${relativeTime(item.at, this.now)}</span>
      </p>
      <p class="about">
        <span class="t" dir="auto" title=${item.text}>${item.text.trim() || msg('Sent without words')}</span>
        <span class="meta cut">
          <bdi>${item.visitorName ?? msg('Visitor')}</bdi> ·
          ${languageName(item.language)}${item.topic ? html` · <bdi>${item.topic}</bdi>` : nothing}
        </span>
      </p>
      ${button({
        label: html`${msg('I cannot come')}<span class="sr"> ${when}</span>`,
        onClick: () => {
          this.asked = item;
          this.reason = '';
          this.problem = null;
        },
      })}
    </li>`;
  }

  #renderDialog(): TemplateResult {
    const { asked } = this;
    const close = (): void => void (this.asked = null);
    return html`<h-dialog .label=${msg('Give up this appointment?')} .isOpen=${asked !== null} @h-close=${close}>
      ${
        asked === null
          ? nothing
          : html`<form
              class="stack"
              @submit=${(event: SubmitEvent) => {
                event.preventDefault();
                void this.#decline(asked);
              }}
            >
              <p>
                ${msg(str`${momentWords(asked.at, this.now)}: somebody else who is free then is booked. Where nobody is, whoever is there is asked.`)}
              </p>
              ${areaField({
                label: msg('Why?'),
                name: 'decline-reason',
                hint: msg('Optional; the person does not read it.'),
                rows: 2,
                maxLength: 500,
                value: this.reason,
                onInput: (reason) => (this.reason = reason),
              })}
              ${this.problem ? html`<p class="hint bad" role="alert">${problemWords(this.problem)}</p>` : nothing}
              <p class="row">
                ${button({ label: msg('Give it up'), type: 'submit', variant: 'primary', isBusy: this.isBusy })}
                ${button({ label: msg('Keep it'), onClick: close })}
              </p>
            </form>`
      }
    </h-dialog>`;
  }

  async #decline({ id }: OwnAppointment): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await this.desk.appointments.decline(id, this.reason.trim());
      this.asked = null;
    } catch (problem) {
      if (!(problem instanceof ClientProblem)) throw problem;
      this.problem = problem;
    } finally {
      this.isBusy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'harmony-appointments': AppointmentsList;
  }
}
