import { describe, expect, it } from 'vitest';
import { formAbandon } from './abandon.ts';
import { fillWith } from './forms.fixture.ts';

const filled = () => {
  const person = fillWith(formAbandon);
  person.write('#a', 'Ada Lovelace');
  person.write('#b', 'London');
  return person;
};
type Person = ReturnType<typeof filled>;
const go = ({ say }: Person): void => say.page('/form', '/home');

describe('form.abandon is told', () => {
  it('of two fields filled and another page', () => {
    const person = filled();
    const home = person.find('#home');
    person.say.press({ root: home });
    // The next page's own data.
    person.say.request({ isUserCaused: true, press: { root: home } as never });
    go(person);
    expect(person.told).toMatchObject([{ root: person.find('#f'), data: { fields: 2 } }]);
    go(person);
    expect(person.told).toHaveLength(1);
  });

  it('when the document is left', () => {
    const person = filled();
    person.fire(person.page, 'pagehide');
    expect(person.told).toHaveLength(1);
  });

  it('after a minute in which nothing is done, counted from the last act', () => {
    const person = filled();
    person.leave();
    person.pass(30_000);
    person.fire(person.page.document.body, 'scroll');
    person.pass(31_000);
    expect(person.told).toEqual([]);
    person.pass(30_000);
    expect(person.told).toHaveLength(1);
    expect(person.timerCount()).toBe(0);
  });

  it('when the form was refused before', () => {
    const person = filled();
    person.say.press({ root: person.find('#send') });
    person.fire(person.find('#a'), 'invalid');
    go(person);
    expect(person.told).toHaveLength(1);
  });
});

describe('form.abandon is silent', () => {
  it.each([
    ['for a form that was sent', (person: Person) => person.fire(person.find('#f'), 'submit')],
    ['after a press on a button in it', (person: Person) => person.say.press({ root: person.find('#more') })],
    ['where a request kept what was written', ({ say }: Person) => say.request({ isUserCaused: true, press: null })],
    [
      'where the page keeps a draft',
      ({ page }: Person) => page.localStorage.setItem('draft', '{"name":"Ada Lovelace"}'),
    ],
    ['where the tab keeps a draft', ({ page }: Person) => page.sessionStorage.setItem('draft', 'London')],
  ])('%s', (_, act) => {
    const person = filled();
    act(person);
    go(person);
    expect(person.told).toEqual([]);
  });

  it.each([
    ['one field', ['#a']],
    ['a search', ['#q', '#q']],
    ['a form that works as it is filled in', ['#x', '#y']],
    ['what is out of bounds', ['#ours', '#a']],
  ])('for %s', (_, places) => {
    const person = fillWith(formAbandon);
    for (const place of places) person.write(place, 'something');
    go(person);
    expect(person.told).toEqual([]);
  });

  it('for what a program filled in', () => {
    const person = fillWith(formAbandon);
    for (const place of ['#a', '#b']) person.fire(person.find(place), 'input', { isTrusted: false });
    go(person);
    expect(person.told).toEqual([]);
  });

  it('while the person is still in the form, and in a tab that nobody looks at', () => {
    const person = filled();
    person.pass(120_000);
    expect(person.told).toEqual([]);
    person.leave();
    Object.defineProperty(person.page.document, 'visibilityState', { value: 'hidden' });
    person.pass(120_000);
    expect(person.told).toEqual([]);
  });
});
