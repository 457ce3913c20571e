import type { Environment } from '../boot/environment.ts';

/**
 * How often the configuration is looked at while somebody is here, milliseconds. A switch that is thrown is felt within a
 * minute: an answer may be 30 s old (`max-age` of the server, in whatever cache), and the next look is 25 s away at most.
 */
export const lookEveryMs = 25_000;

/**
 * Calls `look` every 25 s while the page is seen and somebody does something on it. A page where nothing happens is not
 * looked at; the first press or key on it, or its coming back into view, looks at once.
 *
 * @returns a function that ends it
 */
export const watchConfig = (
  { isVisible, later, listen }: Pick<Environment, 'isVisible' | 'later' | 'listen'>,
  look: () => void,
): (() => void) => {
  let isActive = true;
  let cancel: (() => void) | null = null;

  const wait = (): void => {
    cancel = later(() => {
      cancel = null;
      if (isActive) act();
    }, lookEveryMs);
  };
  const act = (): void => {
    if (cancel !== null || !isVisible()) return void (isActive = true);
    isActive = false;
    wait();
    look();
  };

  const offs = ['pointerdown', 'keydown', 'visibilitychange'].map((type) => listen(type, act));
  wait();
  return () => {
    for (const off of offs) off();
    cancel?.();
  };
};
