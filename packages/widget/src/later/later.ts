import type { Appointment } from '@harmony-live/protocol';
import { button, clockTime, dayLabel, define, glyphs, note, relativeTime } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { problemWords } from '../help/problem-words.ts';
import { lazy } from '../lazy.ts';
import { KeepFocus } from '../panel/keep-focus.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import { takeCalendarFile } from './calendar-file.ts';
import { momentWords } from './days.ts';
import css from './later.css';

/** How often what is told of the time is told anew, milliseconds. */
const tickMs = 30_000;

/** Most people come back by themselves. */
const byEmailPart = lazy(() => import('../waiting/by-email.ts'));

/** `<harmony-later>`: what is booked, or until when an answer comes, and the ways out. Nobody need wait here. */
export class LaterElement extends LitElement {
  static override styles = [panelSheets, unsafeCSS(css)];
  static override shadowRootOptions: ShadowRootInit = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override properties = {
    help: { attribute: false },
    now: { state: true },
    doing: { state: true },
    byEmail: { state: true },
    problem: { state: true },
  };

  declare help: Help;
  declare now: number;
  declare doing: 'calendar' | 'cancel' | 'by-email' | null;
  /** Where the answer goes by e-mail stands in the view. */
  declare byEmail: boolean;
  declare problem: unknown;
  #stops: (() => void)[] = [];

  constructor() {
    super();
    this.now = Date.now();
    this.doing = null;
    this.byEmail = false;
    this.addController(new KeepFocus(this));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const timer = setInterval(() => (this.now = Date.now()), tickMs);
    this.#stops = [() => clearInterval(timer), this.help.subscribe(() => this.requestUpdate())];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override willUpdate(): void {
    if (this.help.request?.email !== undefined && !this.byEmail && this.problem == null) void this.#do('by-email');
  }

  protected override render(): TemplateResult {
    const { appointment, dueAt } = this.help.request ?? {};
    return html`<div class="main stack">
        ${appointment ? this.#renderBooked(appointment) : nothing} ${dueAt ? this.#renderDue(dueAt) : nothing}
        ${
          this.byEmail
            ? html`<harmony-by-email .help=${this.help} @h-cancel=${() => (this.byEmail = false)}></harmony-by-email>`
            : nothing
        }
        ${this.problem ? note({ icon: glyphs.circleAlert, tone: 'urgent', role: 'alert', body: problemWords(this.problem) }) : nothing}
      </div>
      <div class="foot">
        ${
          appointment
            ? button({
                ...{ label: msg('Add to calendar'), variant: 'primary', size: 'lg', isWide: true },
                ...{ isBusy: this.doing === 'calendar', onClick: () => void this.#do('calendar') },
              })
            : nothing
        }
        ${
          dueAt && !this.byEmail && this.help.host.config.canMail === true
            ? button({
                ...{ label: msg('Tell me by e-mail'), icon: glyphs.mail, size: 'md', isWide: true },
                ...{ isBusy: this.doing === 'by-email', onClick: () => void this.#do('by-email') },
              })
            : nothing
        }
        ${button({ label: msg('Ask somebody now'), size: 'md', isWide: true, onClick: () => this.help.show('request') })}
        ${button({
          label: appointment ? msg('Cancel appointment') : msg('Cancel request'),
          ...{ size: 'md', isWide: true, variant: 'quiet' },
          ...{ isBusy: this.doing === 'cancel', onClick: () => void this.#do('cancel') },
        })}
      </div>`;
  }

  #renderBooked({ at, expertName }: Appointment): TemplateResult {
    const when = momentWords(at);
    return html`<section class="stack sm" role="status" aria-label=${msg('Your appointment')}>
        <p class="moment">
          ${expertName === null ? msg(str`You are booked: ${when}`) : msg(str`You are booked: ${when} with ${expertName}`)}
        </p>
        <p class="sub">${relativeTime(at, this.now)}</p>
      </section>
      ${
        expertName === null
          ? note({
              icon: glyphs.clock,
              tone: 'wait',
              body: msg('Whoever was to come cannot. Your time is kept: somebody else who is there then will come.'),
            })
          : nothing
      }
      <p class="sub">
        ${msg('Open this page again a little before. Five minutes before the time this becomes the waiting room by itself, then the conversation.')}
      </p>`;
  }

  #renderDue(dueAt: string): TemplateResult {
    const isLate = Date.parse(dueAt) < this.now;
    const when = msg(str`${dayLabel(dueAt, this.now)} at ${clockTime(dueAt)}`);
    return html`<section class="stack sm" role="status" aria-label=${msg('Your request')}>
        <p class="moment">
          ${isLate ? msg('The answer is late. We are asking everybody we can.') : msg(str`You get an answer by ${when}.`)}
        </p>
      </section>
      <p class="sub">${msg('You can close this page. The answer stands here when you come back.')}</p>`;
  }

  async #do(what: 'calendar' | 'cancel' | 'by-email'): Promise<void> {
    if (this.doing !== null) return;
    this.doing = what;
    this.problem = null;
    try {
      if (what === 'cancel') await this.help.cancel();
      else if (what === 'calendar') await takeCalendarFile(this.help);
      else {
        await byEmailPart();
        this.byEmail = true;
      }
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.doing = null;
    }
  }
}

define('harmony-later', LaterElement);
