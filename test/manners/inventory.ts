/** What a page has open at a moment, each with who opened it. Kept in the page by `installInventory`. */
export interface Inventory {
  /** Remembers what every built-in object is at this moment, and the document. */
  remember(): void;
  /** What is different since, one line each: properties of built-in objects, and the document's text. */
  differences(): string[];
  /** Listeners, timers, observers and connections that are open now. */
  open(): string[];
}

declare global {
  interface Window {
    inventory: Inventory;
  }
}

/**
 * Runs in the page before anything else. Every built-in object is found by walking over `window`, not from a list: each
 * constructor with what hangs on it and on its prototype, and the objects that a window has one of. Getters are compared,
 * never called.
 */
export const installInventory = (): void => {
  const whence = (): string =>
    new Error()
      .stack!.split('\n')
      .find((line) => /\/(?:harmony|noticing|widget|inp|overlay)[\w@.-]*\.js/.test(line))
      ?.trim() ?? 'page';
  const opened = new Map<unknown, string>();

  interface Listening {
    target: EventTarget;
    type: string;
    listener: unknown;
    capture: boolean;
    by: string;
  }
  let listening: Listening[] = [];
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const captures = (options: unknown): boolean =>
    typeof options === 'object' && options !== null
      ? (options as AddEventListenerOptions).capture === true
      : options === true;
  const drop = (target: EventTarget, type: string, listener: unknown, capture: boolean): void => {
    listening = listening.filter(
      (one) => one.target !== target || one.type !== type || one.listener !== listener || one.capture !== capture,
    );
  };
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    const capture = captures(options);
    const { once, signal } = typeof options === 'object' && options !== null ? options : {};
    if (listener !== null && signal?.aborted !== true) {
      drop(target, type, listener, capture);
      listening.push({ target, type, listener, capture, by: whence() });
      const end = (): void => drop(target, type, listener, capture);
      if (once === true) addEventListener.call(target, type, end, { once: true, capture });
      if (signal) addEventListener.call(signal, 'abort', end, { once: true });
    }
    addEventListener.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    drop(target, type, listener, captures(options));
    removeEventListener.call(target, type, listener, options);
  };

  const page = window as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const [begin, end, isOnce] of [
    ['setTimeout', 'clearTimeout', true],
    ['setInterval', 'clearInterval', false],
    ['requestAnimationFrame', 'cancelAnimationFrame', true],
    ['requestIdleCallback', 'cancelIdleCallback', true],
  ] as const) {
    const [beginNow, endNow] = [page[begin]!, page[end]!];
    page[begin] = (fn, ...rest) => {
      const call = (...args: unknown[]): unknown => {
        if (isOnce) opened.delete(key);
        return (fn as (...args: unknown[]) => unknown)(...args);
      };
      const id = beginNow(call, ...rest);
      const key = `${end} ${String(id)}`;
      opened.set(key, `${begin} by ${whence()}`);
      return id;
    };
    page[end] = (id) => {
      opened.delete(`${end} ${String(id)}`);
      return endNow(id);
    };
  }

  type Watcher = new (...args: unknown[]) => { observe(...args: unknown[]): void; disconnect(): void };
  const constructors = window as unknown as Record<string, Watcher & (new (...args: unknown[]) => { close(): void })>;
  for (const name of [
    'MutationObserver',
    'ResizeObserver',
    'IntersectionObserver',
    'PerformanceObserver',
    'ReportingObserver',
  ]) {
    const Native = constructors[name]!;
    constructors[name] = class extends (Native as Watcher) {
      override observe(...args: unknown[]): void {
        opened.set(this, `${name} by ${whence()}`);
        super.observe(...args);
      }
      override disconnect(): void {
        opened.delete(this);
        super.disconnect();
      }
    } as never;
  }
  for (const name of ['WebSocket', 'EventSource', 'BroadcastChannel', 'Worker', 'RTCPeerConnection']) {
    const Native = constructors[name]!;
    const ends = name === 'Worker' ? 'terminate' : 'close';
    constructors[name] = class extends (Native as unknown as new (...args: unknown[]) => EventTarget) {
      constructor(...args: unknown[]) {
        super(...args);
        opened.set(this, `${name} by ${whence()}`);
        const endNow = (this as unknown as Record<string, (...args: unknown[]) => void>)[ends]!;
        Object.defineProperty(this, ends, {
          value: (...given: unknown[]) => {
            opened.delete(this);
            endNow.apply(this, given);
          },
        });
        addEventListener.call(this, 'close', () => opened.delete(this));
      }
    } as never;
  }

  type Saved = readonly [
    name: string,
    object: object,
    keys: PropertyKey[],
    descriptors: (PropertyDescriptor | undefined)[],
  ];
  let saved: Saved[] = [];
  let html = '';
  const built = (): [string, object][] => {
    const singles = 'console history navigator location document performance CSS crypto Reflect JSON Math Intl screen';
    const more =
      'visualViewport navigation customElements localStorage sessionStorage trustedTypes scheduler speechSynthesis';
    const all: [string, object][] = [['window', window]];
    for (const name of `${singles} ${more}`.split(' ')) {
      const single = (window as unknown as Record<string, object | undefined>)[name];
      if (single !== undefined) all.push([name, single]);
    }
    for (const name of Object.getOwnPropertyNames(window)) {
      const { value } = Object.getOwnPropertyDescriptor(window, name) ?? {};
      if (typeof value !== 'function') continue;
      all.push([name, value as object]);
      const { prototype } = value as { prototype?: object };
      if (typeof prototype === 'object' && prototype !== null) all.push([`${name}.prototype`, prototype]);
    }
    return all;
  };
  const isSame = (a: PropertyDescriptor | undefined, b: PropertyDescriptor | undefined): boolean =>
    (['value', 'get', 'set', 'writable', 'enumerable', 'configurable'] as const).every((part) =>
      Object.is(a?.[part], b?.[part]),
    );
  const textOf = (): string =>
    [
      document.documentElement.outerHTML,
      location.href,
      history.length,
      document.activeElement?.outerHTML,
      `${document.adoptedStyleSheets.length} adopted sheets`,
    ].join('\n');

  window.inventory = {
    remember: () => {
      saved = built().map(([name, object]) => {
        const keys = Reflect.ownKeys(object);
        return [name, object, keys, keys.map((key) => Object.getOwnPropertyDescriptor(object, key))];
      });
      html = textOf();
    },
    differences: () => {
      const found = saved.flatMap(([name, object, keys, descriptors]) => {
        const now = Reflect.ownKeys(object);
        return [
          ...now.filter((key) => !keys.includes(key)).map((key) => `${name}.${String(key)} is new`),
          ...keys
            .filter((key, at) => !isSame(descriptors[at], Object.getOwnPropertyDescriptor(object, key)))
            .map((key) => `${name}.${String(key)} is another`),
        ];
      });
      return [...new Set(found), ...(textOf() === html ? [] : [`the document was\n${html}\nand is\n${textOf()}`])];
    },
    open: () => [
      ...[...opened.values()],
      ...listening
        .filter(({ target }) => !('isConnected' in target) || target.isConnected === true)
        .map(({ target, type, by }) => `${target.constructor.name} hears ${type} by ${by}`),
    ],
  };
};
