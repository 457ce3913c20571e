import type { Http, Live } from '@harmony-live/client';
import type { OwnAppointment, OwnAppointments } from '@harmony-live/protocol';
import { Observable } from '../app/observable.ts';
import { nextOf, soonMs } from './soon.ts';

/** How the desk talks to the server. */
export interface AppointmentDesk {
  http: Pick<Http, 'get' | 'post'>;
  live: Pick<Live, 'on' | 'onConnected'>;
  /** Only who helps can be booked. */
  isHelper: boolean;
}

/** What this person is booked for, and what of it is near. */
export class Appointments extends Observable {
  items: readonly OwnAppointment[] = [];
  readonly #desk: AppointmentDesk;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: AppointmentDesk) {
    super();
    this.#desk = desk;
    if (!desk.isHelper) return;
    desk.live.onConnected(() => void this.load());
    desk.live.on('appointments', () => void this.load());
  }

  /** The next one, once it begins in ten minutes or less. */
  get soon(): OwnAppointment | null {
    const next = nextOf(this.items, Date.now());
    return next !== null && Date.parse(next.at) - Date.now() <= soonMs ? next : null;
  }

  /** Gives one up. @throws ClientProblem */
  async decline(id: string, reason: string): Promise<void> {
    await this.#desk.http.post(`/v1/appointments/${id}/decline`, reason === '' ? {} : { reason });
    await this.load();
  }

  /** Reads them again; what cannot be had leaves what was, and the next connection asks again. */
  async load(): Promise<void> {
    const { items } = await this.#desk.http
      .get<OwnAppointments>('/v1/appointments')
      .catch(() => ({ items: this.items }));
    this.items = items;
    this.#wait();
    this.changed();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** Tells it again when the next one comes near, and when it begins. */
  #wait(): void {
    clearTimeout(this.#timer);
    const now = Date.now();
    const moments = this.items.flatMap(({ at }) => [Date.parse(at) - soonMs, Date.parse(at)]);
    const next = Math.min(...moments.filter((moment) => moment > now));
    if (!Number.isFinite(next)) return;
    // Browsers take a longer wait for none at all.
    const waitMs = Math.min(next - now, 24 * 60 * 60_000);
    this.#timer = setTimeout(() => {
      this.#wait();
      this.changed();
    }, waitMs);
  }
}
