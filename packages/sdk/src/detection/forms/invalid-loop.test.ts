import { describe, expect, it } from 'vitest';
import type { RequestOutcome } from '../detector.ts';
import { createPage, watchWith } from '../world.fixture.ts';
import { formInvalidLoop } from './invalid-loop.ts';

const markup = `<form id="f"><input id="a"><p class="error"></p><button id="s">Send</button></form>
  <form id="g"><input id="b"></form>`;

const start = () => {
  const world = createPage(markup);
  const heard: ((outcome: RequestOutcome) => void)[] = [];
  const watched = watchWith(
    {
      ...formInvalidLoop,
      start: (watch, limits) =>
        formInvalidLoop.start(
          {
            ...watch,
            onRequest: (fn) => watch.onRequest((request) => void heard.push(fn(request) ?? (() => {}))),
          },
          limits,
        ),
    },
    world,
  );
  const { find, fire, pass } = watched;
  return {
    ...watched,
    /** The browser itself refuses. */
    refuse: (by: 'click' | 'Enter' | 'script' = 'click', field = '#a') => {
      pass(2_000);
      if (by === 'click') fire(find('#s'), 'click');
      if (by === 'Enter') fire(find(field), 'keydown', { key: 'Enter' });
      fire(find(field), 'invalid', { bubbles: false });
    },
    send: () => {
      pass(2_000);
      fire(find('#f'), 'submit');
    },
    /** The submit asks the server. */
    answer: (outcome: Partial<RequestOutcome>) => {
      watched.say.request({ isUserCaused: true, at: watched.now() });
      pass(300);
      heard.at(-1)!({ status: 200, wasAborted: false, hasFailed: false, tookMs: 300, ...outcome });
      pass(1_000);
    },
  };
};

describe('form.invalid-loop is told', () => {
  it.each(['click', 'Enter'] as const)('when the browser refuses a form twice (%s)', (by) => {
    const { refuse, told, find } = start();
    refuse(by);
    expect(told).toEqual([]);
    refuse(by);
    expect(told).toMatchObject([{ root: find('#f'), count: 2 }]);
    refuse(by);
    expect(told.map(({ count }) => count)).toEqual([2, 1]);
  });

  it.each([
    ['for those who do not see', 'aria-invalid', 'true'],
    ['as Bootstrap does', 'class', 'is-invalid'],
  ])('when the page marks a field %s, twice', (_, name, value) => {
    const { send, pass, told, find } = start();
    for (let time = 0; time < 2; time += 1) {
      send();
      find('#a').setAttribute(name, value);
      pass(500);
    }
    expect(told).toHaveLength(1);
  });

  it('when the page writes what is wrong, twice', () => {
    const { send, pass, told, find } = start();
    for (let time = 0; time < 2; time += 1) {
      send();
      find('.error').textContent = 'Please check';
      pass(500);
    }
    expect(told).toHaveLength(1);
  });

  it.each([401, 422, 500, 0])('when the server answers %i twice', (status) => {
    const { send, answer, told } = start();
    send();
    answer({ status });
    send();
    answer({ status });
    expect(told).toHaveLength(1);
  });

  it('when the server accepts and the page then marks a field, twice', () => {
    const { send, answer, told, find } = start();
    send();
    answer({});
    send();
    find('#a').setAttribute('aria-invalid', 'true');
    answer({});
    send();
    answer({});
    expect(told).toHaveLength(1);
  });
});

describe('form.invalid-loop is silent', () => {
  it('for the first failure, however many fields it has and however often it is pressed in a second', () => {
    const { refuse, fire, find, told } = start();
    refuse();
    fire(find('#a'), 'invalid', { bubbles: false });
    fire(find('#s'), 'click');
    fire(find('#a'), 'invalid', { bubbles: false });
    expect(told).toEqual([]);
  });

  it('for one failure each of two forms, and for two with more than two minutes between', () => {
    const { refuse, pass, told } = start();
    refuse();
    refuse('Enter', '#b');
    pass(121_000);
    refuse();
    expect(told).toEqual([]);
  });

  it('for pages that check at each letter', () => {
    const { refuse, told } = start();
    for (let time = 0; time < 5; time += 1) refuse('script');
    expect(told).toEqual([]);
  });

  it('for forms that go through, and for requests called off', () => {
    const { send, answer, told } = start();
    send();
    answer({});
    send();
    answer({ status: 0, wasAborted: true });
    send();
    answer({ status: 0, wasAborted: true });
    expect(told).toEqual([]);
  });
});
