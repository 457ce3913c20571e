import type { PageError } from '../detector.ts';
import { messageTemplate } from '../fingerprint.ts';
import type { Page } from '../page.ts';
import { watchConsole } from './console.ts';
import { errorMark } from './mark.ts';
import { isNoise, isScriptError } from './noise.ts';
import { watchPolicies } from './policies.ts';
import { failedBefore, failedResource } from './resources.ts';
import { isForeignFile, placeOf } from './stack.ts';
import { describeThrown, wordsOf, type Thrown } from './thrown.ts';

export interface ErrorFeedOptions {
  page: Page;
  now(): number;
  /** Origin of the backend: what is refused to it is ours. */
  backend: string;
  /** Addresses of our own bundles. */
  ownScripts: RegExp;
  /** Events that were heard before. */
  early: readonly Event[];
  /** False where the site wants its console left alone: then it is not touched. */
  hearsConsole: boolean;
  /** Each error, also one that was told before: who listens decides what is new. */
  onError(error: PageError): void;
}

export interface ErrorFeed {
  /** Errors of scripts of other origins, of which the browser says nothing. */
  unseen(): number;
  stop(): void;
}

/** Problems whose stack has been read are known again by their text. */
const mostRemembered = 50;

/**
 * Hears of the page's errors: uncaught, rejected and not handled, written to the console, resources that failed, what a
 * policy refused. No handler is replaced and none gets another return value.
 */
export const watchErrors = (options: ErrorFeedOptions): ErrorFeed => {
  const { page, now, backend, ownScripts, early, hearsConsole, onError } = options;
  const remembered = new Map<string, Omit<PageError, 'kind' | 'at'> | null>();
  let unseen = 0;

  const problemOf = (thrown: Thrown): Omit<PageError, 'kind' | 'at'> | null => {
    const words = wordsOf(thrown);
    const key = words + thrown.stack;
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const { frames, isForeign } = placeOf(thrown.stack, ownScripts);
    const message = messageTemplate(words);
    const isSilent = isForeign || thrown.isAbort || isNoise(words) || words === '';
    const problem = isSilent ? null : { message, fingerprint: errorMark(message, frames), frames };
    if (remembered.size >= mostRemembered) remembered.delete(remembered.keys().next().value!);
    remembered.set(key, problem);
    return problem;
  };
  const tell = (kind: PageError['kind'], thrown: Thrown): void => {
    const problem = problemOf(thrown);
    if (problem !== null) onError({ kind, ...problem, at: now() });
  };
  const tellWords = (kind: PageError['kind'], words: string | null): void => {
    if (words === null) return;
    const message = messageTemplate(words);
    onError({ kind, message, fingerprint: errorMark(message, []), frames: [], at: now() });
  };

  const heardError = (event: Event): void => {
    const { message, filename, error } = event as ErrorEvent;
    if (typeof message !== 'string') return tellWords('error.resource', failedResource(page, event.target));
    if (isScriptError(message)) return void (unseen += 1);
    if (filename && isForeignFile(filename, ownScripts) && !error) return;
    tell('error.uncaught', describeThrown(error ?? message.replace(/^Uncaught /, '')));
  };
  const heardRejection = (event: Event): void =>
    tell('error.rejection', describeThrown((event as PromiseRejectionEvent).reason));
  const heardFonts = (event: Event): void => {
    for (const { family } of (event as FontFaceSetLoadEvent).fontfaces ?? [])
      tellWords('error.resource', `font ${family}`);
  };

  for (const event of early) (event.type === 'error' ? heardError : heardRejection)(event);
  for (const words of failedBefore(page)) tellWords('error.resource', words);
  const passive = { capture: true, passive: true } as const;
  const listened = [
    ['error', heardError],
    ['unhandledrejection', heardRejection],
  ] as const;
  for (const [type, fn] of listened) page.addEventListener(type, fn, passive);
  const { fonts } = page.document as Partial<Document>;
  fonts?.addEventListener?.('loadingerror', heardFonts);
  const offConsole = hearsConsole ? watchConsole(page.console, (written) => tell('error.console', written)) : () => {};
  const onRefused = (words: string): void => tellWords('error.policy', words);
  const offPolicies = watchPolicies({ page, backend, ownScripts, onRefused });

  return {
    unseen: () => unseen,
    stop: () => {
      for (const [type, fn] of listened) page.removeEventListener(type, fn, true);
      fonts?.removeEventListener?.('loadingerror', heardFonts);
      offConsole();
      offPolicies();
      remembered.clear();
    },
  };
};
