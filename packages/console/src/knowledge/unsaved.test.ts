import { createMemoryStorage } from '@harmony-live/client';
import { expect, it } from 'vitest';
import { hasUnsent } from '../app/device.ts';
import { findUnsaved, keepUnsaved } from './unsaved.ts';

it('keeps what is not saved on the device, where signing out asks about it, and forgets it once it is', () => {
  const storage = createMemoryStorage();
  const unsaved = { version: 3, title: 'Saving fails', body: 'Half a sent' };
  keepUnsaved(storage, 'a', unsaved);
  expect([findUnsaved(storage, 'a'), findUnsaved(storage, 'b')]).toEqual([unsaved, null]);
  expect(hasUnsent(storage, [])).toBe(true);
  keepUnsaved(storage, 'a', null);
  expect([findUnsaved(storage, 'a'), hasUnsent(storage, [])]).toEqual([null, false]);
});

it('takes what it cannot read for nothing', () => {
  const storage = createMemoryStorage();
  for (const kept of ['{', 'null', '{"version":1,"title":2,"body":"x"}']) {
    storage.setItem('harmony-draft:article:a', kept);
    expect(findUnsaved(storage, 'a'), kept).toBeNull();
  }
});
