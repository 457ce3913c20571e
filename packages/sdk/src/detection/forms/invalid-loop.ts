import type { Detector } from '../detector.ts';

/** How a form shows that it was refused, where the browser does not say so: ARIA, Bootstrap, Angular, and own classes. */
const refused = '[aria-invalid="true"], .is-invalid, .ng-invalid, [class*="error" i]';

const limits = {
  /** So many failed submits of one form (`detection.md`); two presses in a second are one submit. */
  failures: 2,
  withinMs: 120_000,
  apartMs: 1_000,
  /** What the page's own check finds it shows within this time. */
  shownMs: 400,
};

/**
 * A form is sent and refused, and again: by the browser (`invalid` soon after a press or Enter), by the page (it marks a
 * field), or by the server (the request that the submit caused has failed, or led to marks).
 */
export const formInvalidLoop: Detector<typeof limits> = {
  ...{ kind: 'form.invalid-loop', family: 'form', weight: 45, limits },
  start: (watch, { failures, withinMs, apartMs, shownMs }) => {
    const failed = new WeakMap<Element, number[]>();
    let sent: Element | null = null;
    let sentAt = 0;
    let triedAt = 0;

    const fail = (form: Element, at: number): void => {
      const before = (failed.get(form) ?? []).filter((one) => at - one < withinMs);
      if (at - (before.at(-1) ?? 0) < apartMs) return;
      const all = [...before, at];
      failed.set(form, all);
      // The first of them has not been told.
      if (all.length >= failures) watch.tell({ root: form, count: all.length > failures ? 1 : failures });
    };
    const look = (form: Element, at: number): void => {
      // A place for words that is empty is no mark.
      const isShown = (mark: Element): boolean =>
        ('value' in mark || mark.firstChild !== null) && (mark.checkVisibility?.() ?? true);
      if (form.isConnected && [...form.querySelectorAll(refused)].some(isShown)) fail(form, at);
    };
    const tried = ({ type, key }: Event & { key?: string }): void => {
      if (type === 'click' || key === 'Enter') triedAt = watch.now();
    };
    watch.hear('click', tried);
    watch.hear('keydown', tried);
    watch.hear('invalid', (event) => {
      const { form } = event.composedPath()[0] as HTMLInputElement;
      const at = watch.now();
      if (form && at - triedAt < apartMs && !watch.isIgnored(event)) fail(form, at);
    });
    watch.hear('submit', (event) => {
      if (watch.isIgnored(event)) return;
      const form = event.composedPath()[0] as Element;
      const at = watch.now();
      sent = form;
      sentAt = at;
      watch.later(() => look(form, at), shownMs);
    });
    watch.onRequest(({ isUserCaused, at }) => {
      const form = sent;
      const formAt = sentAt;
      if (form === null || !isUserCaused || at - formAt >= apartMs) return undefined;
      return ({ status, wasAborted }) => {
        if (wasAborted) return;
        if (status === 0 || status >= 400) fail(form, formAt);
        else watch.later(() => look(form, formAt), shownMs);
      };
    });
  },
};
