import { expect, test } from 'vitest';
import { withoutUnread } from './style-sheets.ts';

test('a token that nobody reads does not travel; what is read, and a host’s own, does', () => {
  const sheet =
    ':host{--h-ink:#000;--h-chart-1:light-dark(#111,#222);--h-up:0 0 1px red,0 1px 2px blue}a{color:var(--h-ink)}';
  expect(withoutUnread(sheet, new Set(['--h-ink']))).toBe(':host{--h-ink:#000;}a{color:var(--h-ink)}');
  expect(withoutUnread(':host{--harmony-radius:4px}', new Set())).toBe(':host{--harmony-radius:4px}');
});
