import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OnNews } from './on-news.ts';

/** A page that is seen or not. */
const page = () => Object.assign(new EventTarget(), { hidden: false }) as unknown as Document & { hidden: boolean };
const show = (shown: Document & { hidden: boolean }, isShown: boolean): void => {
  shown.hidden = !isShown;
  shown.dispatchEvent(new Event('visibilitychange'));
};

const readingOf = (read: () => Promise<void>, shown: Document): OnNews => {
  const reading = new OnNews({ addController: () => {} }, read, shown);
  reading.hostConnected();
  return reading;
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what there is news of', () => {
  it('is read soon, and a burst of news costs two readings', async () => {
    const read = vi.fn(async () => {});
    const reading = readingOf(read, page());
    reading.news();
    await vi.advanceTimersByTimeAsync(200);
    expect(read).toHaveBeenCalledTimes(1);
    for (let time = 0; time < 20; time += 1) {
      reading.news();
      await vi.advanceTimersByTimeAsync(20);
    }
    await vi.advanceTimersByTimeAsync(2_000);
    expect(read).toHaveBeenCalledTimes(2);
    reading.hostDisconnected();
  });

  it('is not asked for while nobody sees the page, and once when it is looked at again', async () => {
    const read = vi.fn(async () => {});
    const shown = page();
    const reading = readingOf(read, shown);
    show(shown, false);
    reading.news();
    reading.news();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).not.toHaveBeenCalled();
    show(shown, true);
    expect(read).toHaveBeenCalledTimes(1);
    show(shown, false);
    show(shown, true);
    expect(read).toHaveBeenCalledTimes(1);
    reading.hostDisconnected();
  });

  it('is read one at a time: no answer overtakes another', async () => {
    let running = 0;
    const read = vi.fn(async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      running -= 1;
    });
    const reading = readingOf(read, page());
    void reading.read();
    reading.news();
    void reading.read();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(read).toHaveBeenCalledTimes(2);
    reading.hostDisconnected();
  });

  it('is read no more after the end', async () => {
    const read = vi.fn(async () => {});
    const shown = page();
    const reading = readingOf(read, shown);
    reading.news();
    reading.hostDisconnected();
    show(shown, false);
    show(shown, true);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(read).not.toHaveBeenCalled();
  });
});
