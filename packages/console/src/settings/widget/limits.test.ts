import * as wire from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { mostFields } from './limits.ts';

it('is the limit of the wire', () => {
  expect(mostFields).toBe(wire.mostFields);
});
