import type { CreateHelpRequest, SlotList } from '@harmony-live/protocol';
import { button, define, glyphs, note, ring, segments } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { html, LitElement, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import type { Help } from '../help/help.ts';
import { panelSheets } from '../panel/panel-sheet.ts';
import { choices } from './choices.ts';
import { clockWords, dayWords, daysOf, ownZone } from './days.ts';
import css from './when.css';

type Mode = NonNullable<CreateHelpRequest['mode']>;

/** `<harmony-when>`: now, within a day, or at a time that is free; in the form, once somebody asks for it. */
export class WhenElement extends LitElement {
  static override styles = [panelSheets, unsafeCSS(css)];
  static override properties = {
    help: { attribute: false },
    prefer: { attribute: false },
    mode: { state: true },
    slots: { state: true },
    day: { state: true },
    slotAt: { state: true },
    isFailed: { state: true },
  };

  declare help: Help;
  /** Whose times are shown; everybody's where it is null. */
  declare prefer: { id: string; name: string } | null;
  declare mode: Mode;
  /** Null until they have come. */
  declare slots: readonly string[] | null;
  /** The day whose times are shown, by its key. */
  declare day: string;
  declare slotAt: string;
  declare isFailed: boolean;

  constructor() {
    super();
    this.prefer = null;
    this.mode = 'live';
    this.slots = null;
    this.day = '';
    this.slotAt = '';
    this.isFailed = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    delete this.help.extras.when;
  }

  /** The person has said once that they are helped at a time they pick: it is chosen for them. */
  get #isWish(): boolean {
    return this.help.host.wishes().assistance === 'scheduled';
  }

  /** What the request says about it. Without a time the server says that one is missing. */
  get chosen(): Pick<CreateHelpRequest, 'mode' | 'slotAt'> {
    if (this.mode !== 'scheduled') return this.mode === 'live' ? {} : { mode: this.mode };
    return { mode: this.mode, ...(this.slotAt ? { slotAt: this.slotAt } : {}) };
  }

  /** The times may be others by now: they are read again. */
  again(): void {
    if (this.mode === 'scheduled') void this.#load();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // Not before: while the code was on its way, the element stood there without its properties.
    if (changed.has('help')) {
      this.help.extras.when = this;
      if (this.#isWish) this.#choose('scheduled');
    }
    if (changed.has('prefer') && this.hasUpdated) this.again();
  }

  // The button that brought it had the focus.
  protected override firstUpdated(): void {
    if (!this.#isWish) this.renderRoot.querySelector<HTMLElement>('input:checked')?.focus();
  }

  protected override render(): TemplateResult {
    return html`${segments<Mode>({
      label: msg('When?'),
      name: 'when',
      hasLegend: true,
      value: this.mode,
      choices: [
        { value: 'live', label: msg('Now') },
        { value: 'async', label: msg('Within a day') },
        { value: 'scheduled', label: msg('Pick a time') },
      ],
      onChange: (mode) => this.#choose(mode),
    })}
    ${
      this.mode === 'async'
        ? html`<p class="meta">${msg('You need not wait here: the answer stands here when you come back.')}</p>`
        : nothing
    }
    ${this.mode === 'scheduled' ? this.#renderTimes() : nothing}`;
  }

  #renderTimes(): TemplateResult {
    const { slots } = this;
    if (this.isFailed) {
      return note({
        icon: glyphs.circleAlert,
        tone: 'urgent',
        role: 'alert',
        body: html`${msg('The free times did not load.')}
          <p>${button({ label: msg('Try again'), onClick: () => void this.#load() })}</p>`,
      });
    }
    if (slots === null) {
      return html`<p class="row late" role="status">${ring({ state: 'alone' })}<span>${msg('One moment …')}</span></p>`;
    }
    if (slots.length === 0) {
      const body = this.prefer
        ? msg(str`${this.prefer.name} has no free time in the next two weeks.`)
        : msg('No time is free in the next two weeks. Ask for an answer within a day instead.');
      return note({ icon: glyphs.clock, tone: 'wait', role: 'status', body });
    }
    const days = daysOf(slots);
    return html`${choices({
        ...{ label: msg('Day'), name: 'day', value: this.day },
        choices: [...days].map(([day, [first]]) => ({ value: day, label: dayWords(first!, Date.now()) })),
        onChange: (day) => this.#chooseDay(day),
      })}
      ${choices({
        ...{ label: msg('Time'), name: 'slot', value: this.slotAt },
        choices: (days.get(this.day) ?? []).map((at) => ({ value: at, label: clockWords(at) })),
        onChange: (at) => (this.slotAt = at),
      })}
      <p class="meta">${msg(str`Times are those of ${ownZone()}. We keep half an hour for you.`)}</p>`;
  }

  #choose(mode: Mode): void {
    this.mode = mode;
    if (mode === 'scheduled' && this.slots === null) void this.#load();
  }

  #chooseDay(day: string): void {
    this.day = day;
    this.slotAt = daysOf(this.slots ?? []).get(day)?.[0] ?? '';
  }

  async #load(): Promise<void> {
    const isFirst = this.slots === null;
    this.isFailed = false;
    try {
      const { items } = await this.help.host.read<SlotList>(
        `/v1/slots${this.prefer ? `?prefer=${encodeURIComponent(this.prefer.id)}` : ''}`,
      );
      this.slots = items;
      if (!items.includes(this.slotAt)) this.#chooseDay(daysOf(items).keys().next().value ?? '');
      await this.updateComplete;
      // The times stand below what was chosen, and may lie under the fold.
      if (isFirst) this.scrollIntoView({ block: 'nearest' });
    } catch {
      this.isFailed = true;
    }
  }
}

define('harmony-when', WhenElement);
