import type { Step } from '@harmony-live/protocol';
import { pageTemplate } from '../context/page.ts';
import type { Detector, PageRequest, Press, Watch } from '../detection/detector.ts';
import { describeTarget, isPressedOften } from '../detection/target.ts';

/** So many are kept, the newest (`RequestContext.steps`). */
export const mostSteps = 50;
/** The longest path, selector or message, characters (`Step`). */
const longest = 300;

/** The last steps on this page, in memory only, until a person attaches them to a help request. */
export interface Breadcrumbs {
  /** Listens as detectors do, and tells no sign. */
  readonly detector: Detector<Record<never, never>>;
  /** In the order in which they happened; where, is told at the first and where it changes. */
  list(): Step[];
}

/** Keeps steps as elements, templates and outcomes: no text of the page, and of what was typed not even how much. */
export const createBreadcrumbs = (): Breadcrumbs => {
  let kept: Step[] = [];

  /** Puts a step in its place in time; the same again is counted at the step before. @returns where it is counted */
  const add = (step: Step): Step => {
    const at = kept.findLastIndex((one) => one.at <= step.at) + 1;
    const before = kept[at - 1];
    if (before !== undefined && step.kind !== 'input' && isSame(before, step)) {
      before.count = Math.min(10_000, before.count + step.count);
      return before;
    }
    kept.splice(at, 0, step);
    kept = kept.slice(-mostSteps);
    return step;
  };

  const start = (watch: Watch): void => {
    const { page } = watch;
    let here = '';
    const whereNow = (): string => (here = pageTemplate(page.location.pathname).slice(0, longest));
    const base = (at = watch.now(), where = whereNow()) => ({ at: new Date(at).toISOString(), count: 1, page: where });
    // We may hear of a press after it has led elsewhere.
    const pressed = ({ root, at }: Press): void =>
      void add({ kind: 'press', ...base(at, here), target: targetOf(root, (one) => !isPressedOften(one)) });
    const answered = new WeakSet<Press>();

    add({ kind: 'page', ...base() });
    watch.onPage(({ to, at }) => void add({ kind: 'page', ...base(at), page: to.slice(0, longest) }));
    watch.onPress((press) => {
      if (press.isInteractive) pressed(press);
    });
    // A finger on anything else often scrolls: that turns out before the verdict.
    watch.onVerdict((press) => {
      if (press.isInteractive || answered.has(press)) return;
      answered.add(press);
      pressed(press);
    });

    let field: EventTarget | undefined;
    watch.hear('input', (event) => {
      if (!event.isTrusted || watch.isIgnored(event)) return;
      const target = event.composedPath()[0] as Element | undefined;
      if (target?.nodeType !== 1) return;
      // Typing goes on, whatever the page does at each key: nothing new.
      const done = kept.findLast(({ kind }) => kind !== 'request' && kind !== 'error');
      if (target === field && done?.kind === 'input') return;
      field = target;
      add({ kind: 'input', ...base(), target: targetOf(target, () => false) });
    });

    const requested = ({ method, endpoint, at }: PageRequest): Step =>
      add({ kind: 'request', ...base(at), method, endpoint: endpoint.slice(0, longest) });
    watch.onRequest((request) => {
      // What a page asks by itself is worth telling only where it fails.
      const begun = request.isUserCaused ? requested(request) : null;
      return ({ status, wasAborted, hasFailed }) => {
        if (wasAborted || (begun === null && !hasFailed)) return;
        const step = begun ?? requested(request);
        // Of several in a row a failure is what is remembered.
        if (hasFailed || step.status === undefined) step.status = status;
      };
    });

    watch.onError(({ message, at }) => void add({ kind: 'error', ...base(at), message: message.slice(0, longest) }));
  };

  return {
    detector: { kind: 'custom.steps', family: 'custom', weight: 0, limits: {}, start },
    list: () =>
      kept.map(({ page, ...step }, index) => ({
        ...step,
        ...(page === undefined || (step.kind !== 'page' && page === kept[index - 1]?.page) ? {} : { page }),
      })),
  };
};

/** Text fields and what can be edited have no name here: it could be what was typed. */
const targetOf = (element: Element, mayName: (element: Element) => boolean): NonNullable<Step['target']> => {
  const { label, ...target } = describeTarget(element);
  return label !== undefined && mayName(element) ? { ...target, label } : target;
};

const isSame = (a: Step, b: Step): boolean =>
  a.kind === b.kind &&
  a.page === b.page &&
  a.target?.selector === b.target?.selector &&
  a.method === b.method &&
  a.endpoint === b.endpoint &&
  a.message === b.message;
