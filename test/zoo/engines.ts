import type { Hand } from './hand.ts';
import type { Told } from './ours.ts';
import { playwrightEngine } from './playwright-engine.ts';
import { webkitEngine } from './webkit-engine.ts';

export const engineNames = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof engineNames)[number];

/** A browser in which pages of the zoo are opened. */
export interface Engine {
  readonly name: EngineName;
  /** Opens a page in a profile of its own. @param hasTouch the device has a touch screen */
  open(address: string, hasTouch: boolean): Promise<Opened>;
  close(): Promise<void>;
}

/** A page that somebody is on. */
export interface Opened {
  readonly hand: Hand;
  /** The script of a file that matches has come, or five seconds are over. */
  hasLoaded(file: RegExp): Promise<void>;
  /** What the pages of this tab heard of ours, in order. */
  told(): Promise<Told[]>;
  close(): Promise<void>;
}

/** Starts a browser of this name. */
export const startEngine = (name: EngineName): Promise<Engine> =>
  name === 'webkit' ? webkitEngine() : playwrightEngine(name);
