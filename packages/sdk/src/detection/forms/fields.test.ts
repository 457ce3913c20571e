import { describe, expect, it } from 'vitest';
import { fillWith } from './forms.fixture.ts';
import { formHesitation, hesitationAfterMs } from './hesitation.ts';
import { formReentry } from './reentry.ts';
import { formRework } from './rework.ts';

type Person = ReturnType<typeof fillWith>;

const alive = ({ pass, fire, page }: Person, ms: number): void => {
  for (let left = ms; left > 0; left -= 500) {
    pass(500);
    fire(page.document.body, 'pointermove');
  }
};

describe('form.hesitation', () => {
  const afterFirst = (): Person => {
    const person = fillWith(formHesitation);
    person.write('#a', 'Ada');
    return person;
  };

  it('is told of a long wait before the first letter', () => {
    const person = afterFirst();
    person.enter('#b');
    alive(person, 9_000);
    expect(person.told).toMatchObject([{ root: person.find('#b') }]);
  });

  it('is told of a stop inside a field', () => {
    const person = afterFirst();
    person.write('#b', 'Ro');
    alive(person, 11_000);
    expect(person.told).toHaveLength(1);
  });

  it('waits four times as long as the person’s own median', () => {
    expect(hesitationAfterMs([])).toBe(8_000);
    expect(hesitationAfterMs([1_000, 4_000, 9_000])).toBe(16_000);
  });

  it.each([
    ['the first field after loading', (person: Person) => person.enter('#a')],
    ['a text area', (person: Person) => person.enter('#t')],
    ['a password', (person: Person) => person.enter('#secret')],
    ['a code by text message', (person: Person) => person.enter('#code')],
    ['a search', (person: Person) => person.enter('#search')],
    ['what is out of bounds', (person: Person) => person.enter('#ours')],
  ])('is silent for %s', (what, act) => {
    const person = what.startsWith('the first') ? fillWith(formHesitation) : afterFirst();
    act(person);
    alive(person, 30_000);
    expect(person.told).toEqual([]);
  });

  it('is silent while the tab is hidden, the window is behind another, or nobody moves', () => {
    const hidden = afterFirst();
    hidden.enter('#b');
    Object.defineProperty(hidden.page.document, 'visibilityState', { value: 'hidden' });
    alive(hidden, 30_000);
    const behind = afterFirst();
    behind.enter('#b');
    behind.setFocus(false);
    alive(behind, 30_000);
    const gone = afterFirst();
    gone.enter('#b');
    gone.pass(30_000);
    expect([...hidden.told, ...behind.told, ...gone.told]).toEqual([]);
  });

  it('is silent once the field is left', () => {
    const person = afterFirst();
    person.enter('#b');
    person.pass(5_000);
    person.leave();
    alive(person, 30_000);
    expect(person.told).toEqual([]);
    expect(person.timerCount()).toBe(0);
  });
});

describe('form.reentry', () => {
  it('is told when a field is returned to twice and holds something of another length each time', () => {
    const person = fillWith(formReentry);
    person.write('#a', 'ab');
    person.write('#b', 'x');
    person.write('#a', 'cdefghijkl');
    person.write('#b', 'y');
    expect(person.told).toEqual([]);
    person.write('#a', 'mnopqrstuvwxyzabcdefghi');
    person.leave();
    expect(person.told).toMatchObject([{ root: person.find('#a'), count: 2 }]);
  });

  const returns = (act: (person: Person, time: number) => void): Person => {
    const person = fillWith(formReentry);
    for (const time of [0, 1, 2, 3]) {
      act(person, time);
      person.enter('#b');
    }
    return person;
  };

  it.each([
    ['autofill and password managers', (person: Person, time: number) => person.fill('#a', 'x'.repeat(4 ** time))],
    ['codes', (person: Person, time: number) => person.write('#code', 'x'.repeat(4 ** time))],
    ['searches', (person: Person, time: number) => person.write('#search', 'x'.repeat(4 ** time))],
    ['a field in a search', (person: Person, time: number) => person.write('#q', 'x'.repeat(4 ** time))],
    ['returns that change nothing', (person: Person) => person.enter('#a')],
    ['a typing error put right', (person: Person, time: number) => person.write('#a', time === 0 ? 'London' : 'x')],
    [
      'fields that were only passed through',
      (person: Person, time: number) => void (time === 3 && person.write('#a', 'Ada')),
    ],
    [
      'a field that the page empties after each entry',
      (person: Person) => {
        person.write('#a', 'something');
        person.leave();
        person.find('#a').value = '';
      },
    ],
  ])('is silent for %s', (_, act) => expect(returns(act).told).toEqual([]));

  it('is silent for a window that comes back', () => {
    const person = fillWith(formReentry);
    for (const text of ['ab', 'cdefghijkl', 'mnopqrstuvwxyzabcdefghi']) {
      person.write('#a', text);
      person.setFocus(false);
      person.setFocus(true);
    }
    expect(person.told).toEqual([]);
  });

  it('is silent when it took long', () => {
    expect(
      returns((person, time) => {
        person.write('#a', 'x'.repeat(4 ** time));
        person.pass(121_000);
      }).told,
    ).toEqual([]);
  });
});

describe('form.rework', () => {
  it('is told once of a field that is written, deleted and written again', () => {
    const person = fillWith(formRework);
    for (const text of ['DE12345', 'DE 12 34', 'D-12345']) {
      person.write('#a', text);
      person.erase(text.length);
    }
    expect(person.told).toMatchObject([{ root: person.find('#a') }]);
  });

  it('is silent for input methods, which delete what they compose', () => {
    const person = fillWith(formRework);
    person.enter('#a');
    for (let time = 0; time < 20; time += 1) {
      person.edit('と', { inputType: 'insertCompositionText', isComposing: true });
      person.edit('', { inputType: 'deleteContentBackward', isComposing: true });
      person.edit('', { inputType: 'deleteCompositionText' });
    }
    expect(person.told).toEqual([]);
  });

  it('is silent for a typing error, and for a field emptied once', () => {
    const person = fillWith(formRework);
    person.write('#a', 'Ada Lovelqce');
    person.erase(3);
    person.write('#a', 'ace');
    person.erase(1);
    person.write('#b', 'something else');
    person.erase(14);
    expect(person.told).toEqual([]);
  });
});
