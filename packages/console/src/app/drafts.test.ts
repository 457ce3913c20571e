import { expect, it } from 'vitest';
import { Drafts } from './drafts.ts';

it('finds again what is not saved, each in its place, and forgets it once it is', () => {
  const drafts = new Drafts();
  expect([drafts.isEmpty, drafts.find('words 1')]).toEqual([true, undefined]);
  drafts.keep('words 1', ['Hello'], false);
  drafts.keep('words 2', ['Hi'], true);
  expect([drafts.isEmpty, drafts.find('words 1'), drafts.find('words 2')]).toEqual([false, ['Hello'], undefined]);
  drafts.keep('words 1', ['Hello'], true);
  expect([drafts.isEmpty, drafts.find('words 1')]).toEqual([true, undefined]);
});
