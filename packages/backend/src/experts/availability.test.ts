import { expect, test } from 'vitest';
import { availabilityOf, awayAfterMs, type Presence } from './availability.ts';

const now = Date.UTC(2026, 0, 5);
const free: Presence = {
  ...{ isOn: true, dutyFrom: null, dutyUntil: null, quietUntil: null },
  ...{ seenAt: now, isPushed: false, load: 0, capacity: 1 },
};

test.each([
  ['offline goes before everything', { isOn: false, quietUntil: now + 1, seenAt: null, load: 1 }, 'offline'],
  ['quiet goes before away and full', { quietUntil: now + 1, seenAt: null, load: 1 }, 'quiet'],
  ['away goes before full', { seenAt: now - awayAfterMs, load: 1 }, 'away'],
  ['never seen is away', { seenAt: null }, 'away'],
  ['whom a device tells is not away without a console', { seenAt: null, isPushed: true }, 'available'],
  ['a device that tells changes nothing for who switched off', { isOn: false, isPushed: true }, 'offline'],
  ['before the hours the switch counts', { isOn: false, dutyFrom: now + 1, dutyUntil: now + 2 }, 'offline'],
  ['switched on by hand before the hours', { dutyFrom: now + 1, dutyUntil: now + 2 }, 'available'],
  ['hours switch on when they begin', { isOn: false, dutyFrom: now, dutyUntil: now + 1 }, 'available'],
  ['hours switch off when they end', { dutyFrom: now - 1, dutyUntil: now }, 'offline'],
  ['as many conversations as they set is full', { load: 1 }, 'full'],
  ['a reload makes nobody away', { seenAt: now - awayAfterMs + 1 }, 'available'],
  ['quiet ends by itself', { quietUntil: now }, 'available'],
] as const)('%s', (_, over, state) => {
  expect(availabilityOf({ ...free, ...over }, now)).toBe(state);
});
