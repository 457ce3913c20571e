import { expect, it } from 'vitest';
import { assistanceOf, privacyOf, purposesFor, wishesFor } from './preferences.ts';

it('who has said nothing is offered help, at the standard level', () => {
  expect([assistanceOf({}), privacyOf({})]).toEqual(['proactive', 'standard']);
});

it('“Don’t offer again” is the same as help only when it is asked for, and can be taken back', () => {
  const never = { offers: { never: true, dismissals: 2, dismissedAt: 7, shownAt: [7] } };
  expect(assistanceOf(never)).toBe('on-demand');
  const again = wishesFor('proactive', never);
  expect(assistanceOf(again)).toBe('proactive');
  // What was shown still counts for how often.
  expect(again.offers).toEqual({ never: false, dismissals: 0, dismissedAt: 7, shownAt: [7] });
});

it.for(['proactive', 'on-demand', 'scheduled'] as const)(
  '%s is read as it was chosen, and offers only when it says so',
  (mode) => {
    const wishes = wishesFor(mode, wishesFor('scheduled', {}));
    expect(assistanceOf(wishes)).toBe(mode);
    expect(wishes.offers?.never).toBe(mode !== 'proactive');
  },
);

it('only High withdraws being noticed; no level agrees to it', () => {
  expect(purposesFor('high')).toEqual({ detect: false, learn: false, publish: false });
  for (const level of ['standard', 'open'] as const) expect(purposesFor(level)).toEqual({ learn: true, publish: true });
});
