/** Another tool on the page, that wraps what we wrap too, and what the page does with it. Kept in the page. */
export interface OtherTool {
  /** Puts its wrappers around what stands there now. */
  wrap(): void;
  /** Takes them out: the careless way puts back what it found, whatever stands there now. */
  unwrap(isCareful: boolean): void;
  /** Uses each function once, as the page does. @returns how often each had its effect, and how often the tool heard of it */
  use(key: string): Promise<Record<string, { effects: number; heard: number }>>;
  /** Names of functions that are not the browser's own. */
  wrapped(): string[];
  /** Puts the browser's own back. */
  clean(): void;
}

declare global {
  interface Window {
    tool: OtherTool;
  }
}

/** Runs in the page before anything else. */
export const installOtherTool = (): void => {
  type Fn = (...args: unknown[]) => unknown;
  type Part = 'value' | 'set' | 'get';
  const form = (): HTMLInputElement => document.getElementById('n') as HTMLInputElement;
  const sheet = (): CSSStyleSheet => document.styleSheets[0]!;
  let lastKey = '';

  /** Each: who owns it, its name, and how the page uses it, which tells how often it had its effect. */
  const surfaces: Record<string, [owner: object, name: string, part: Part, use: () => number | Promise<number>]> = {
    fetch: [window, 'fetch', 'value', async () => Number(await (await fetch(`/count/fetch-${lastKey}`)).text())],
    send: [
      XMLHttpRequest.prototype,
      'send',
      'value',
      () =>
        new Promise((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.open('GET', `/count/xhr-${lastKey}`);
          xhr.onload = () => resolve(Number(xhr.responseText));
          xhr.send();
        }),
    ],
    open: [
      XMLHttpRequest.prototype,
      'open',
      'value',
      () => {
        let states = 0;
        const xhr = new XMLHttpRequest();
        xhr.onreadystatechange = () => (states += xhr.readyState === 1 ? 1 : 0);
        xhr.open('GET', '/count/never');
        return states;
      },
    ],
    'console.error': [
      console,
      'error',
      'value',
      () => {
        console.error(`told ${lastKey}`);
        return 1; // Counted outside of the page.
      },
    ],
    pushState: [
      History.prototype,
      'pushState',
      'value',
      () => {
        const before = history.length;
        history.pushState({ lastKey }, '', location.href);
        const { state } = history as { state: { lastKey: string } };
        history.replaceState(null, '', location.href);
        return state.lastKey === lastKey && history.length - before <= 1 ? 1 : 0;
      },
    ],
    attachShadow: [
      Element.prototype,
      'attachShadow',
      'value',
      () => {
        const host = document.createElement('div');
        return host.attachShadow({ mode: 'open' }) === host.shadowRoot ? 1 : 0;
      },
    ],
    insertRule: [
      CSSStyleSheet.prototype,
      'insertRule',
      'value',
      () => {
        const before = sheet().cssRules.length;
        sheet().insertRule('i { color: red }');
        const added = sheet().cssRules.length - before;
        for (let time = 0; time < added; time += 1) sheet().deleteRule(0);
        return added;
      },
    ],
    value: [
      HTMLInputElement.prototype,
      'value',
      'set',
      () => {
        form().value = lastKey;
        return form().value === lastKey ? 1 : 0;
      },
    ],
    click: [
      HTMLElement.prototype,
      'click',
      'value',
      () => {
        let clicks = 0;
        const button = document.createElement('button');
        button.addEventListener('click', () => (clicks += 1));
        button.click();
        return clicks;
      },
    ],
    addEventListener: [
      EventTarget.prototype,
      'addEventListener',
      'value',
      () => {
        let calls = 0;
        const target = new EventTarget();
        target.addEventListener('x', () => (calls += 1));
        target.dispatchEvent(new Event('x'));
        return calls;
      },
    ],
  };
  const own = ([owner, name]: (typeof surfaces)[string]): PropertyDescriptor =>
    Object.getOwnPropertyDescriptor(owner, name)!;
  const native = new Map(Object.entries(surfaces).map(([what, surface]) => [what, own(surface)]));
  let heard: Record<string, number> = {};
  let mine = new Map<string, [before: PropertyDescriptor, mine: Fn]>();

  window.tool = {
    wrap: () => {
      for (const [what, surface] of Object.entries(surfaces)) {
        const [owner, name, part] = surface;
        const before = own(surface);
        const original = before[part] as Fn;
        const wrapper = function (this: unknown, ...args: unknown[]): unknown {
          heard[what] = (heard[what] ?? 0) + 1;
          return Reflect.apply(original, this, args);
        };
        mine.set(what, [before, wrapper]);
        Object.defineProperty(owner, name, { ...before, [part]: wrapper });
      }
    },
    unwrap: (isCareful) => {
      for (const [what, [before, wrapper]] of mine) {
        const [owner, name, part] = surfaces[what]!;
        if (!isCareful || own(surfaces[what]!)[part] === wrapper) Object.defineProperty(owner, name, before);
      }
      mine = new Map();
    },
    use: async (key) => {
      lastKey = key;
      const used: [string, { effects: number; heard: number }][] = [];
      for (const [what, [, , , use]] of Object.entries(surfaces)) {
        heard = {};
        const effects = await use();
        used.push([what, { effects, heard: heard[what] ?? 0 }]);
      }
      return Object.fromEntries(used);
    },
    wrapped: () =>
      Object.entries(surfaces)
        .filter(([what, surface]) => own(surface)[surface[2]] !== native.get(what)![surface[2]])
        .map(([what]) => what),
    clean: () => {
      for (const [what, [owner, name]] of Object.entries(surfaces))
        Object.defineProperty(owner, name, native.get(what)!);
    },
  };
};
