import { expect, it } from 'vitest';
import { settingsPage, settingsPath, type SettingsPage } from './settings-page.ts';

it('every page is found again by its address', () => {
  const pages: SettingsPage[] = [
    { kind: 'start' },
    { kind: 'offers', siteId: 'a' },
    { kind: 'widget', siteId: 'b' },
    { kind: 'routing', siteId: 'c' },
    { kind: 'retention' },
    { kind: 'audit' },
  ];
  for (const page of pages) expect(settingsPage(settingsPath(page))).toEqual(page);
});

it('what is none of ours is the start', () => {
  for (const place of [[], ['offers'], ['routing'], ['nonsense', 'a'], ['']])
    expect(settingsPage(place)).toEqual({ kind: 'start' });
});
