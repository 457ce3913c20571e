import type { Detector, Limits } from '../detector.ts';
import { createPage, watchWith } from '../world.fixture.ts';

const markup = `<form id="f"><input id="a"><input id="b"><input id="date" type="date"><select id="list"><option>1</select>
  <input id="search" type="search"><input id="code" autocomplete="one-time-code"><input id="secret" type="password">
  <textarea id="t"></textarea><button id="send">Send</button><button id="more" type="button">More</button></form>
  <form role="search"><input id="q"><button>Go</button></form><form id="live"><input id="x"><input id="y"></form>
  <div data-harmony-ignore><input id="ours"></div><a id="home" href="/home">Home</a>`;

/** A page with a form, one detector at work on it, and a person at the keyboard. */
export const fillWith = <L extends Limits>(detector: Detector<L>, more = markup) => {
  const world = watchWith(detector, createPage(more));
  let hasFocus = true;
  Object.defineProperty(world.page.document, 'hasFocus', { value: () => hasFocus });
  const { find, fire } = world;
  let at: HTMLInputElement | null = null;
  const leave = (): void => {
    if (at !== null) fire(at, 'focusout');
    at = null;
  };
  const enter = (selector: string): void => {
    leave();
    at = find(selector);
    fire(at, 'focusin');
  };
  const edit = (value: string, event: object): void => {
    at!.value = value;
    fire(at!, 'input', event);
  };
  return {
    ...world,
    ...{ enter, leave, edit },
    write: (selector: string, text: string) => {
      if (at !== find(selector)) enter(selector);
      for (const letter of text) edit(at!.value + letter, { inputType: 'insertText' });
    },
    erase: (times: number) => {
      for (let time = 0; time < times; time += 1) edit(at!.value.slice(0, -1), { inputType: 'deleteContentBackward' });
    },
    /** What a browser or a password manager does. */
    fill: (selector: string, value: string) => {
      enter(selector);
      edit(value, {});
    },
    setFocus: (value: boolean) => {
      hasFocus = value;
      fire(at!, value ? 'focusin' : 'focusout');
    },
    kinds: () => world.told.map(({ kind }) => kind),
  };
};
