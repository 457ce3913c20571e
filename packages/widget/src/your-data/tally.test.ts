import { expect, it } from 'vitest';
import { consentOf, tally } from './tally.ts';

const data = {
  identity: {
    visits: [1, 2],
    consents: [
      { purpose: 'detect', isGranted: true },
      { purpose: 'learn', isGranted: true },
      { purpose: 'detect', isGranted: false },
    ],
  },
  requests: { helpRequests: [1] },
  conversation: { conversations: [] },
  detection: { signals: [1, 2, 3], struggles: [1] },
};

it('what is kept is told as how many of what, without what there is none of', () => {
  expect(tally(data)).toEqual([
    ['requests', 1],
    ['noticed', 4],
    ['visits', 2],
  ]);
  expect(tally({})).toEqual([]);
});

it('the last word on being noticed holds, and none is none', () => {
  expect(consentOf(data)).toBe(false);
  expect(consentOf({ identity: { consents: data.identity.consents.slice(0, 2) } })).toBe(true);
  expect(consentOf({})).toBeNull();
});
