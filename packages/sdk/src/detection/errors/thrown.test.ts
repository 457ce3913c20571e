import { describe, expect, it } from 'vitest';
import { describeThrown, wordsOf } from './thrown.ts';

const circle = (): Error => {
  const one = new Error('one');
  one.cause = new Error('two', { cause: one });
  return one;
};
const throwing = {
  get message(): string {
    throw new Error('no');
  },
  get stack(): string {
    throw new Error('no');
  },
};
const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

describe('whatever was thrown has words', () => {
  it.each([
    ['an error', new TypeError('x is gone'), 'TypeError: x is gone'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number, whose value stays in the page', 404, 'number'],
    ['a truth', true, 'boolean'],
    ['a big number', 10n, 'bigint'],
    ['a symbol', Symbol('secret'), 'symbol'],
    ['a text', 'it broke', 'it broke'],
    ['an object, whose keys and values stay in the page', { mail: 'a@b.pt' }, 'Object'],
    ['an object with a message', { message: 'it broke', code: 5 }, 'Object: it broke'],
    ['an object without a prototype', Object.create(null), 'Object'],
    ['a frozen error', Object.freeze(new RangeError('too far')), 'RangeError: too far'],
    ['an answer of the server', new Response('', { status: 500 }), 'Response'],
    ['a DOMException', new DOMException('cannot clone', 'DataCloneError'), 'DataCloneError: cannot clone'],
    [
      'several',
      new AggregateError([new Error('first'), new Error('second')], 'all'),
      'AggregateError: all ← Error: first',
    ],
    ['an error with a cause', new Error('outer', { cause: 'inner' }), 'Error: outer ← inner'],
    ['causes in a circle', circle(), 'Error: one ← Error: two ← Error: one ← Error: two'],
    ['getters that throw', throwing, 'Object'],
    ['a proxy that was revoked', revoked(), 'Object'],
    ['a message that is no text', Object.assign(new Error('x'), { message: { a: 1 } }), 'Error'],
  ])('%s', (_, thrown, words) => expect(wordsOf(describeThrown(thrown))).toBe(words));

  it('and never more than a page full of them', () => {
    expect(describeThrown('x'.repeat(1e6)).message.length).toBeLessThanOrEqual(4_000);
  });
});

describe('somebody gave up waiting', () => {
  it.each([
    ['the platform', new DOMException('aborted', 'AbortError'), true],
    ['axios', Object.assign(new Error('canceled'), { name: 'CanceledError' }), true],
    ['below another error', new Error('load', { cause: new DOMException('', 'AbortError') }), true],
    ['an error', new Error('Abort the mission'), false],
  ])('%s', (_, thrown, isAbort) => expect(describeThrown(thrown).isAbort).toBe(isAbort));
});
