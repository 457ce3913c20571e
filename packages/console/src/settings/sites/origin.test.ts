import { expect, it } from 'vitest';
import { originOf } from './origin.ts';

it('takes an origin as it is', () => {
  expect(originOf('https://app.example.com')).toBe('https://app.example.com');
  expect(originOf('http://localhost:*')).toBe('http://localhost:*');
  expect(originOf('https://*.preview.example.com')).toBe('https://*.preview.example.com');
});

it('makes one of a bare host and of a whole address', () => {
  expect(originOf(' App.example.com ')).toBe('https://app.example.com');
  expect(originOf('https://app.example.com/invoices?id=1#top')).toBe('https://app.example.com');
});

it('refuses what is none', () => {
  for (const text of ['', 'ftp://example.com', 'https://user@example.com', 'two words', 'https://example.com:port']) {
    expect(originOf(text)).toBeNull();
  }
});
