import { describe, expect, it } from 'vitest';
import { createMiner, type Template } from './miner.ts';
import { tokensOf } from './tokens.ts';

const ids = () => {
  let last = 0;
  return () => `t${(last += 1)}`;
};
const mine = (messages: string[], given: Template[] = [], scope = 'error') => {
  const miner = createMiner(given, 1_000);
  const newId = ids();
  return messages.map((message) => miner.add(scope, tokensOf(message), newId)!);
};
const groups = (messages: string[]) => mine(messages).map(({ template }) => template.id);

describe('mining templates', () => {
  it.each([
    ['numbers', 'Timeout after 30 s on attempt 2', 'Timeout after 5 s on attempt 11'],
    [
      'quoted values',
      "Cannot read properties of null (reading 'total')",
      "Cannot read properties of null (reading 'sum')",
    ],
    ['names without a mark', 'Error: user anna has no invoice here', 'Error: user zoë has no invoice here'],
    ['values after an equals sign', 'save failed: state=open owner=anna', 'save failed: state=closed owner=zoë'],
    ['addresses', 'GET https://a.test/x?id=1 answered 500', 'GET https://b.test/y answered 502'],
  ])('puts together what differs by %s', (_, one, other) => expect(new Set(groups([one, other])).size).toBe(1));

  it.each([
    ['in short messages by one word', 'Error: Not found', 'Error: Not allowed'],
    ['by length', 'Error: out of memory', 'Error: out of memory again'],
    [
      'in most of what they say',
      'Saving the draft failed for good reasons',
      'Saving the draft worked but mail bounced',
    ],
  ])('keeps apart what differs %s', (_, one, other) => expect(new Set(groups([one, other])).size).toBe(2));

  it('keeps scopes apart whatever they say', () => {
    const miner = createMiner([], 10);
    const newId = ids();
    const [a, b] = ['error|save', 'error|load'].map((scope) => miner.add(scope, tokensOf('Error: no answer'), newId));
    expect(a!.template.id).not.toBe(b!.template.id);
  });

  it('makes a template more general, says so, and writes down what differs as ‹*›', () => {
    const results = mine([
      'Error: user anna has no invoice',
      'Error: user zoë has no invoice',
      'Error: user max has no invoice',
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['new', 'changed', 'same']);
    expect(results.at(-1)!.template.tokens.join(' ')).toBe('Error: user ‹*› has no invoice');
  });

  it('goes on from templates as if it had never stopped, in whatever order they are given', () => {
    const before = [
      'user anna has no invoice',
      'user zoë has no invoice',
      'disk of host a1 is full',
      'disk of host b2 is full',
    ];
    const after = ['user max has no invoice', 'disk of host c3 is full', 'disk of host c3 is empty now'];
    const whole = mine([...before, ...after]);
    const first = mine(before);
    const kept = [...new Map(first.map(({ template }) => [template.id, template])).values()];
    for (const given of [kept, kept.toReversed()]) {
      const miner = createMiner(given, 1_000);
      const newId = ids();
      const resumed = after.map((message) => miner.add('error', tokensOf(message), () => `new ${newId()}`)!);
      expect(resumed.map(({ template }) => template.tokens)).toEqual(
        whole.slice(4).map(({ template }) => template.tokens),
      );
    }
  });

  it('puts what finds no room under one template, and goes on sorting into those there are', () => {
    const miner = createMiner([], 2);
    const newId = ids();
    const add = (message: string) => miner.add('error', tokensOf(message), newId);
    const results = ['alpha failed', 'beta broke', 'gamma gone', 'alpha failed', 'delta died there'].map(add);
    expect(results.map(({ template }) => template.tokens.join(' '))).toEqual([
      ...['alpha failed', 'beta broke', '‹*›', 'alpha failed', '‹*›'],
    ]);
    expect(miner.size).toBe(3);
  });

  it('takes anything for a message: nothing, spaces, ten thousand words, half a pair of surrogates', () => {
    for (const message of ['', '   ', 'word '.repeat(10_000), '\ud800 broken', '‹*›', '\n\n']) {
      expect(mine([message, message]).map(({ outcome }) => outcome)).toEqual(['new', 'same']);
    }
    expect(tokensOf('word '.repeat(10_000)).length).toBeLessThanOrEqual(64);
  });
});
