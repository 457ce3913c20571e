import type { Detector } from '../detector.ts';
import type { Page } from '../page.ts';

/** What sends a form; one that has none works as it is filled in. */
const sending = 'button:not([type="button"]):not([type="reset"]), input[type="submit"], input[type="image"]';

const limits = {
  /** So many fields edited (`detection.md`). */
  fields: 2,
  /** Nothing done for so long, after the form was left. */
  idleMs: 60_000,
};

/**
 * Somebody fills in a form and goes: to another page, or away from the keyboard. A press on a button in the form, its
 * submit, a request caused after the last edit, and a draft in the page's storage end the matter; a field that the form
 * then finds invalid opens it again.
 */
export const formAbandon: Detector<typeof limits> = {
  ...{ kind: 'form.abandon', family: 'form', weight: 12, limits },
  start: (watch, { fields, idleMs }) => {
    const { page } = watch;
    let form: HTMLFormElement | null = null;
    let edited = new Set<HTMLInputElement>();
    let isDone = false;
    let activeAt = 0;
    let cancel = (): void => {};

    const tell = (): void => {
      cancel();
      const left = form;
      form = null;
      if (left !== null && !isDone && edited.size >= fields && !isKept([...edited], page))
        watch.tell({ root: left, data: { fields: edited.size } });
    };
    const edit = (event: Event): void => {
      const field = event.composedPath()[0] as HTMLInputElement;
      const to = field.form;
      if (!to || !event.isTrusted || watch.isIgnored(event)) return;
      if (to !== form) {
        if (to.closest('[role="search"]') || !to.querySelector(sending)) return;
        form = to;
        edited = new Set();
      }
      edited.add(field);
      isDone = false;
    };
    const done = (): void => {
      isDone = true;
    };
    const active = (): void => {
      activeAt = watch.now();
    };
    const idle = (afterMs: number): void => {
      cancel();
      cancel = watch.later(() => {
        const restMs = activeAt + idleMs - watch.now();
        if (restMs > 0) idle(restMs);
        else if (page.document.visibilityState === 'visible') tell();
      }, afterMs);
    };

    for (const type of ['keydown', 'scroll', 'pointerdown']) watch.hear(type, active);
    watch.hear('input', edit);
    watch.hear('change', edit);
    watch.hear('submit', done);
    watch.hear('invalid', (event) => {
      if ((event.composedPath()[0] as HTMLInputElement).form === form) isDone = false;
    });
    watch.onPress(({ root }) => {
      if (form?.contains(root) === true && root.matches('button, a, input[type="submit"], [role="button"]')) done();
    });
    watch.onRequest(({ isUserCaused, press }) => {
      // What a link asks for is the page that it leads to.
      if (isUserCaused && (press === null || form?.contains(press.root))) done();
    });
    watch.hear('focusin', () => cancel());
    watch.hear('focusout', () => {
      active();
      if (form !== null) idle(idleMs);
    });
    watch.onPage(tell);
    watch.hear('pagehide', tell);
  },
};

/** True where the page keeps what was written. What stands there is compared, and goes nowhere. */
const isKept = (edited: readonly HTMLInputElement[], page: Page): boolean => {
  const words = edited.map(({ value }) => value).filter((value) => value.length > 2);
  try {
    return [page.localStorage, page.sessionStorage].some(
      (storage) => storage && Object.values(storage).some((kept) => words.some((word) => String(kept).includes(word))),
    );
  } catch {
    // A page that may not open its storage keeps nothing there.
    return false;
  }
};
