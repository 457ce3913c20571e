import type { Page } from '@playwright/test';

/** Keeps what the page itself is told of: errors that nobody caught, with whose code they were in, and the kinds of our signs. */
export const listen = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const lines = { kinds: '', uncaught: '' };
    Object.assign(window, { lines });
    const whose = (error: unknown): string => {
      try {
        const { stack = '' } = error as Error;
        return (
          stack
            .split('\n')
            .find((line) => /\.js/.test(line))
            ?.trim() ?? stack.replaceAll('\n', ' ')
        );
      } catch {
        return 'theirs';
      }
    };
    window.onerror = (message, _file, _line, _column, error) => {
      lines.uncaught += `${message as string} ${whose(error)}\n`;
    };
    window.onunhandledrejection = ({ reason }: PromiseRejectionEvent) => {
      lines.uncaught += `rejected ${whose(reason)}\n`;
    };
    addEventListener('harmony:signal', (event) => {
      lines.kinds += `${(event as CustomEvent<{ kind: string }>).detail.kind}\n`;
    });
  });
/** As a text, for on some of these pages no list comes through. */
export const told = async (page: Page, what: 'kinds' | 'uncaught'): Promise<string[]> => {
  const text = await page.evaluate(`lines.${what}`);
  return String(text).split('\n').filter(Boolean);
};

/** What old libraries, and worse, do to what every script shares; and whether help must still be had there. */
export const polluted: readonly (readonly [what: string, isHelpKept: boolean, pollute: () => void])[] = [
  [
    'whose prototypes have enumerable properties',
    true,
    () => {
      const prototypes = [Object, Array, Function, String, Promise, Map, Element].map(
        ({ prototype }) => prototype as object,
      );
      for (const prototype of prototypes)
        for (const [name, value] of [
          ['foo', 'bar'],
          ['each', () => 'each'],
          ['extend', {}],
        ] as const)
          (prototype as Record<string, unknown>)[name] = value;
    },
  ],
  [
    'with `toJSON` as Prototype.js 1.6 had it',
    false,
    () => {
      const { stringify } = JSON;
      Object.defineProperty(Array.prototype, 'toJSON', {
        value() {
          return `[${(this as unknown[]).map((one) => stringify(one)).join(', ')}]`;
        },
      });
      Object.defineProperty(String.prototype, 'toJSON', {
        value() {
          return `"${String(this)}"`;
        },
      });
      (Object.prototype as unknown as Record<string, unknown>).toJSON = function () {
        return this;
      };
    },
  ],
  [
    'with array methods as Prototype.js 1.6 had them',
    false,
    () => {
      const array = Array.prototype as unknown as Record<string, unknown>;
      array.reduce = function (this: unknown[]) {
        return this.length > 1 ? this : this[0];
      };
      array.filter = function (this: unknown[], keeps: (one: unknown) => boolean) {
        const kept = [];
        for (const one of this) if (keeps(one)) kept.push(one);
        return kept;
      };
      // No library did so; but what we rely on may be missing, too.
      array.flatMap = undefined;
      array.find = function () {
        return undefined;
      };
      Array.from = ((list: ArrayLike<unknown>) => {
        const all = [];
        for (let at = 0; at < list.length; at += 1) all.push(list[at]);
        return all;
      }) as typeof Array.from;
    },
  ],
  [
    'with a `JSON.stringify` of its own that throws',
    false,
    () => {
      JSON.stringify = () => {
        throw new Error('no JSON today');
      };
    },
  ],
  [
    'whose built-in objects are frozen',
    true,
    () => {
      for (const one of [
        Object.prototype,
        Array.prototype,
        Function.prototype,
        console,
        History.prototype,
        XMLHttpRequest.prototype,
      ])
        Object.freeze(one);
    },
  ],
  [
    'where reading almost anything throws',
    false,
    () => {
      const throwing = {
        get: () => {
          throw new Error('not yours');
        },
        configurable: true,
      };
      for (const [owner, name] of [
        [Navigator.prototype, 'languages'],
        [Navigator.prototype, 'userAgent'],
        [Document.prototype, 'cookie'],
        [window, 'localStorage'],
        [window, 'sessionStorage'],
        [Performance.prototype, 'getEntriesByType'],
        [Document.prototype, 'activeElement'],
        [Document.prototype, 'adoptedStyleSheets'],
        [Element.prototype, 'id'],
        [Element.prototype, 'closest'],
      ] as const)
        Object.defineProperty(owner, name, throwing);
    },
  ],
];
