import { CreateHelpRequest, RecordConsent, SendMessage, clientFrames } from '@harmony-live/protocol';
import Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { FaultError, compile, validatorCompiler } from './validation.ts';

const id = '0190c7a0-0000-7000-8000-000000000000';
const message = { clientId: id, kind: 'text', body: 'Hello' };

describe('what is wrong with a body', () => {
  it.each([
    ['a missing property', { clientId: id, kind: 'text' }, '/body', 'is missing'],
    ['an unknown property', { ...message, extra: 1 }, '/extra', 'is not known here'],
    ['a wrong type', { ...message, body: 7 }, '/body', 'must be a string'],
    ['a malformed id', { ...message, clientId: 'x' }, '/clientId', 'must be a valid uuid'],
    ['an empty text', { ...message, body: '' }, '/body', 'must not be empty'],
    ['a blank text', { ...message, body: ' \n ' }, '/body', 'must not be blank'],
    ['a text that is too long', { ...message, body: 'x'.repeat(8001) }, '/body', 'must have at most 8000 characters'],
    ['another constant', { ...message, kind: 'video' }, '/kind', 'must be "text"'],
    ['no object at all', 'hello', '', 'must be an object'],
    ['nothing', null, '', 'must be an object'],
  ])('%s is named with its field', (_what, value, field, reason) => {
    expect(compile(SendMessage).check(value)).toEqual({ field, reason });
  });

  it('points into what is nested', () => {
    const request = { clientId: id, text: '', fields: { topic: 5 } };
    expect(compile(CreateHelpRequest).check(request)).toEqual({ field: '/fields/topic', reason: 'must be a string' });
  });

  it('lists what a union of constants allows', () => {
    const request = { clientId: id, text: '', urgency: 7 };
    expect(compile(CreateHelpRequest).check(request)).toEqual({ field: '/urgency', reason: 'must be 1, 2 or 3' });
  });

  it('names every type that a union allows', () => {
    const frame = { frame: 'availability', ref: 'a', switch: true, quietUntil: 5 };
    expect(compile(clientFrames.availability).check(frame)).toMatchObject({
      field: '/quietUntil',
      reason: 'must be string or null',
    });
  });

  it('escapes names as a JSON pointer does', () => {
    expect(compile(SendMessage).check({ ...message, 'a/b~c': 1 })).toMatchObject({ field: '/a~1b~0c' });
  });

  it('finds nothing in what is right', () => {
    expect(compile(SendMessage).check(message)).toBeNull();
    expect(compile(RecordConsent).check({ purposes: { detect: false }, how: 'widget' })).toBeNull();
  });
});

describe('validation of requests', () => {
  const schema = Type.Object({ limit: Type.Integer({ default: 20 }) });
  const validate = (httpPart: string) =>
    validatorCompiler({ schema, method: 'GET', url: '/', httpPart }) as (value: unknown) => {
      value?: unknown;
      error?: Error;
    };

  it('reads numbers out of queries and fills in defaults', () => {
    expect(validate('querystring')({ limit: '5' })).toEqual({ value: { limit: 5 } });
    expect(validate('querystring')({})).toEqual({ value: { limit: 20 } });
  });

  it.each(['5.5', 'five', '', '0x10', '1e3'])('does not guess a number from %o', (limit) => {
    expect(validate('querystring')({ limit }).error).toMatchObject({ fault: { field: '/limit' } });
  });

  it('takes bodies as they are', () => {
    expect(validate('body')({ limit: '5' }).error).toBeInstanceOf(FaultError);
    expect(validate('body')({}).error).toMatchObject({ fault: { field: '/limit', reason: 'is missing' } });
  });
});
