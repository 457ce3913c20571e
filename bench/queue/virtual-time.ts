import { AsyncLocalStorage } from 'node:async_hooks';
import { createHeap } from './heap.ts';

/** When a timer is due. Those of the same moment run in the order in which they were set. */
interface Due {
  at: number;
  order: number;
  timer: VirtualTimer;
}

/** A timer of virtual time; what callers of `setTimeout` in Node may do with one. */
interface VirtualTimer {
  /** Null once it has run or was cleared. */
  due: Due | null;
  everyMs: number | null;
  act: () => void;
  ref(): VirtualTimer;
  unref(): VirtualTimer;
  hasRef(): boolean;
  refresh(): VirtualTimer;
  [Symbol.dispose](): void;
}

/** Time that passes when nothing is under way, as fast as the machine can. */
export interface VirtualTime {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Counts `work` as under way: time stands still until it is settled. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Lets time pass, timer by timer, until `isOver` says so. */
  pass(isOver: () => boolean): Promise<void>;
  /** From here on timers of this process are of this time; those that are set already stay real. */
  takeTimers(): void;
  /** Gives the process its own timers back. */
  restore(): void;
  /** Real time, for what measures the machine itself. */
  pause(ms: number): Promise<void>;
}

/** What is under way may wait for a timer itself, such as a retry after a deadlock; then one comes after so much real time. */
const stuckAfterMs = 1_000;
/** Turns of the event loop without anything under way after which everything that was caused has happened. */
const quietTurns = 3;

/**
 * Takes the place of `setTimeout` and `setInterval` of this process. The system under test keeps its own timers, sweeps and
 * time-outs; they come at their times, to the millisecond, without anybody waiting for them.
 *
 * What waits for something else than a timer, such as the database, must be told by `during`, or time runs away from it.
 *
 * @param start milliseconds since the epoch
 */
export const beginVirtualTime = (start: number): VirtualTime => {
  const own = { setTimeout, setInterval, clearTimeout, clearInterval };
  const heap = createHeap<Due>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  let now = start;
  let orders = 0;
  let underWay = 0;

  const set = (act: (...args: unknown[]) => void, delayMs = 0, repeats: boolean, args: unknown[]): VirtualTimer => {
    const afterMs = Math.max(1, delayMs);
    const timer: VirtualTimer = {
      due: null,
      everyMs: repeats ? afterMs : null,
      act: AsyncLocalStorage.bind(() => act(...args)),
      ref: () => timer,
      unref: () => timer,
      hasRef: () => true,
      refresh: () => {
        // No time has to pass for it. Database clients open connections like this, also before anybody lets time pass.
        if (delayMs <= 0 && !repeats) return soon(timer);
        timer.due = { at: now + afterMs, order: (orders += 1), timer };
        heap.push(timer.due);
        return timer;
      },
      [Symbol.dispose]: () => clear(timer),
    };
    return timer.refresh();
  };
  const soon = (timer: VirtualTimer): VirtualTimer => {
    const due = { at: now, order: (orders += 1), timer };
    timer.due = due;
    underWay += 1;
    setImmediate(() => {
      underWay -= 1;
      if (timer.due !== due) return;
      timer.due = null;
      timer.act();
    });
    return timer;
  };
  const clear = (timer: VirtualTimer): void => void (timer.due = null);
  const virtual = {
    setTimeout: (act: () => void, delayMs?: number, ...args: unknown[]) => set(act, delayMs, false, args),
    setInterval: (act: () => void, delayMs?: number, ...args: unknown[]) => set(act, delayMs, true, args),
    clearTimeout: (timer: unknown) => (isVirtual(timer) ? clear(timer) : own.clearTimeout(timer as NodeJS.Timeout)),
    clearInterval: (timer: unknown) => (isVirtual(timer) ? clear(timer) : own.clearInterval(timer as NodeJS.Timeout)),
  };

  const settled = async (): Promise<void> => {
    const begin = performance.now();
    for (let turns = 0; turns < quietTurns; turns = underWay === 0 ? turns + 1 : 0) {
      await new Promise((resolve) => setImmediate(resolve));
      if (underWay > 0 && performance.now() - begin > stuckAfterMs) return;
    }
  };
  /** What is cleared, or was set anew, stays in the heap until its turn. */
  const next = (): Due => {
    for (let due = heap.pop(); due !== undefined; due = heap.pop()) if (due.timer.due === due) return due;
    throw new Error('Nothing is under way and no timer is set: it will never be over.');
  };

  return {
    now: () => now,
    during: async (work) => {
      underWay += 1;
      try {
        return await work;
      } finally {
        underWay -= 1;
      }
    },
    pass: async (isOver) => {
      for (await settled(); !isOver(); await settled()) {
        const { at, timer } = next();
        now = Math.max(now, at);
        if (timer.everyMs === null) timer.due = null;
        else timer.refresh();
        timer.act();
      }
    },
    takeTimers: () => void Object.assign(globalThis, virtual),
    pause: (ms) => new Promise((resolve) => own.setTimeout(resolve, ms)),
    restore: () => void Object.assign(globalThis, own),
  };
};

const isVirtual = (timer: unknown): timer is VirtualTimer =>
  typeof timer === 'object' && timer !== null && 'due' in timer && 'act' in timer;
