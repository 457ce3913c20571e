import type { KeyValueStorage } from '@harmony-live/client';
import { deviceStorage } from './device.ts';
import { Observable } from './observable.ts';

/** What somebody has set for this device. */
export interface Preferences {
  /** Keys without Ctrl, ⌘ or Alt do something (WCAG 2.1.4 asks for a way to switch them off). */
  areSingleKeysOn: boolean;
  /** What is sent waits five seconds, in which it can be taken back. */
  isSendingHeld: boolean;
  /** The browser tells of what is put before this person while nobody looks at the console. */
  areNotificationsOn: boolean;
  /** What the browser tells shows what people wrote, to whoever sees the screen. */
  areWordsShown: boolean;
  /** A request that is put before this person is heard. */
  isSoundOn: boolean;
}

/**
 * As it is for everybody who has set nothing. Nothing pops up or is heard unasked. Sending waits for nobody: in a live talk five seconds are long, and a person
 * who sees "is writing" end and nothing come would write again.
 */
export const asTheProductHasIt: Preferences = {
  areSingleKeysOn: true,
  isSendingHeld: false,
  areNotificationsOn: false,
  areWordsShown: false,
  isSoundOn: false,
};

const key = 'harmony-console:preferences';

/** The settings of this device, kept on it. */
export class DevicePreferences extends Observable {
  readonly #storage: Pick<KeyValueStorage, 'getItem' | 'setItem'>;
  #now: Preferences;

  constructor(storage: Pick<KeyValueStorage, 'getItem' | 'setItem'>) {
    super();
    this.#storage = storage;
    this.#now = { ...asTheProductHasIt, ...read(storage) };
  }

  get now(): Readonly<Preferences> {
    return this.#now;
  }

  set(changed: Partial<Preferences>): void {
    this.#now = { ...this.#now, ...changed };
    try {
      this.#storage.setItem(key, JSON.stringify(this.#now));
    } catch {
      // A full or refused storage: it holds until the page is left.
    }
    this.changed();
  }
}

function read(storage: Pick<KeyValueStorage, 'getItem'>): Partial<Preferences> {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? '{}') as Record<string, unknown>;
    const known: Partial<Preferences> = {};
    for (const name of Object.keys(asTheProductHasIt) as (keyof Preferences)[]) {
      const value = kept[name];
      if (typeof value === 'boolean') known[name] = value;
    }
    return known;
  } catch {
    return {};
  }
}

let ofThisDevice: DevicePreferences | null = null;

/** The one set of settings of this page. */
export const preferences = (): DevicePreferences => (ofThisDevice ??= new DevicePreferences(deviceStorage()));
