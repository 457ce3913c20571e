/** An error that the page let through, or wrote to its console. */
export interface PageError {
  kind: 'error.uncaught' | 'error.rejection' | 'error.console';
  message: string;
}

interface Page {
  console: Console;
  addEventListener: Window['addEventListener'];
  removeEventListener: Window['removeEventListener'];
}

/** Noise that no person ever notices, and errors of extensions. */
const noise = /^ResizeObserver loop|^Script error\.?$/;
const foreign = /^(?:chrome|moz|safari-web)-extension:/;

/**
 * Hears of errors: uncaught, rejected and unhandled, written to the console. No handler is replaced; `console.error` calls the
 * original first.
 *
 * @param early events that were heard before; @returns what ends it
 */
export const watchErrors = (
  page: Page,
  ownScripts: RegExp,
  early: readonly Event[],
  onError: (error: PageError) => void,
): (() => void) => {
  const isOurs = (where: string | undefined): boolean =>
    where !== undefined && (foreign.test(where) || ownScripts.test(where));

  const heardError = (event: Event): void => {
    const { message, filename, error } = event as ErrorEvent;
    // A resource that failed has neither; that is another kind of sign.
    if (typeof message !== 'string' || noise.test(message) || isOurs(filename)) return;
    onError({ kind: 'error.uncaught', message: wordsOf(error) ?? message.replace(/^Uncaught /, '') });
  };
  const heardRejection = (event: Event): void => {
    const { reason } = event as PromiseRejectionEvent;
    if ((reason as { name?: string } | null)?.name === 'AbortError') return;
    if (isOurs((reason as { stack?: string } | null)?.stack?.split('\n')[1])) return;
    onError({ kind: 'error.rejection', message: wordsOf(reason) ?? String(reason) });
  };
  for (const event of early) (event.type === 'error' ? heardError : heardRejection)(event);
  page.addEventListener('error', heardError);
  page.addEventListener('unhandledrejection', heardRejection);

  const { console } = page;
  const original = console.error;
  const ours = (...args: unknown[]): void => {
    Reflect.apply(original, console, args);
    try {
      const words = args
        .map((arg) => wordsOf(arg) ?? (typeof arg === 'string' ? arg : ''))
        .join(' ')
        .trim();
      if (words !== '' && !noise.test(words) && !words.startsWith('[Harmony]'))
        onError({ kind: 'error.console', message: words });
    } catch {
      // Whatever it was, the page's own call has been made.
    }
  };
  console.error = ours;

  return () => {
    page.removeEventListener('error', heardError);
    page.removeEventListener('unhandledrejection', heardRejection);
    if (console.error === ours) console.error = original;
  };
};

const wordsOf = (error: unknown): string | undefined => {
  const { name, message } = (error ?? {}) as { name?: unknown; message?: unknown };
  return typeof message === 'string' ? `${typeof name === 'string' ? name : 'Error'}: ${message}` : undefined;
};
