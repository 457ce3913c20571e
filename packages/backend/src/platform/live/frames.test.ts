import { problem } from '@harmony-live/protocol';
import { describe, expect, it } from 'vitest';
import { parseFrame, problemFrame } from './frames.ts';

const refusalOf = (text: string) => {
  const incoming = parseFrame(text);
  if (!('refusal' in incoming)) throw new Error('the frame was read');
  return { ref: incoming.ref, code: incoming.refusal.code, ...incoming.refusal.extras };
};

describe('a frame that comes in', () => {
  it('is read by the schema of its name', () => {
    expect(parseFrame('{"frame":"hello","ref":"1","v":1}')).toEqual({
      ref: '1',
      frame: { frame: 'hello', ref: '1', v: 1 },
    });
  });

  it.each([
    ['nonsense', 'hello', { code: 'body/invalid', field: '', reason: 'is not JSON' }],
    ['no object', '[1]', { code: 'body/invalid', field: '', reason: 'must be an object' }],
    ['null', 'null', { code: 'body/invalid', field: '', reason: 'must be an object' }],
    ['nameless', '{"ref":"7"}', { ref: '7', code: 'body/invalid', field: '/frame', reason: 'is missing' }],
    ['of no known kind', '{"frame":"shout","ref":"7"}', { ref: '7', code: 'frame/unknown-type', field: '/frame' }],
    ['named like a method', '{"frame":"constructor","ref":"7"}', { ref: '7', code: 'frame/unknown-type' }],
    [
      'incomplete',
      '{"frame":"join","ref":"7"}',
      { ref: '7', code: 'body/invalid', field: '/conversationId', reason: 'is missing' },
    ],
    ['too long', '{"frame":"hello","ref":"7","v":1,"x":1}', { ref: '7', code: 'body/invalid', field: '/x' }],
    ['without its ref', '{"frame":"hello","v":1}', { ref: undefined, code: 'body/invalid', field: '/ref' }],
  ])('is refused when it is %s', (_what, text, expected) => {
    expect(refusalOf(text)).toMatchObject(expected);
  });

  it('gets no ref back that is longer than a ref may be', () => {
    expect(refusalOf(JSON.stringify({ frame: 'shout', ref: 'x'.repeat(65) })).ref).toBeUndefined();
  });
});

describe('a problem on the socket', () => {
  it('is the same as over HTTP, with the ref it answers', () => {
    const frame = problemFrame(problem('gate/rejected', 'Ask first.', { validationId: 'v' }), '7');
    expect(frame).toMatchObject({
      frame: 'problem',
      ref: '7',
      type: 'urn:harmony:problem:gate/rejected',
      status: 403,
      validationId: 'v',
    });
    expect('ref' in problemFrame(problem('rate/limited', 'Slower.'), undefined)).toBe(false);
  });
});
