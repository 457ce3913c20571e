import { createMemoryStorage } from '@harmony-live/client';
import { expect, it } from 'vitest';
import { asTheProductHasIt, DevicePreferences } from './preferences.ts';

it('keeps what was set on the device, and tells who watches', () => {
  const storage = createMemoryStorage();
  const set = new DevicePreferences(storage);
  expect(set.now).toEqual(asTheProductHasIt);
  let told = 0;
  set.subscribe(() => (told += 1));
  set.set({ areSingleKeysOn: false });
  expect(told).toBe(1);
  expect(new DevicePreferences(storage).now).toEqual({ ...asTheProductHasIt, areSingleKeysOn: false });
});

it('takes nonsense for nothing, and holds for the page where the device keeps nothing', () => {
  for (const kept of ['{', 'null', '{"areSingleKeysOn":"no"}']) {
    const storage = { getItem: () => kept, setItem: () => {} };
    expect(new DevicePreferences(storage).now.areSingleKeysOn, kept).toBe(true);
  }
  const refusing = new DevicePreferences({
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  refusing.set({ isSendingHeld: true });
  expect(refusing.now.isSendingHeld).toBe(true);
});

it('neither tells, shows nor sounds anything until somebody switches it on', () => {
  const { areNotificationsOn, areWordsShown, isSoundOn } = new DevicePreferences(createMemoryStorage()).now;
  expect([areNotificationsOn, areWordsShown, isSoundOn]).toEqual([false, false, false]);
});
