import { describe, expect, it } from 'vitest';
import { isOriginAllowed, normalisePattern, patternFault } from './origins.ts';

describe('the origins of a site', () => {
  it.each([
    ['https://app.example.com', 'https://app.example.com'],
    ['https://app.example.com', 'HTTPS://App.Example.com'],
    ['https://app.example.com', 'https://app.example.com:443'],
    ['http://localhost:5173', 'http://localhost:*'],
    ['http://localhost', 'http://localhost:*'],
    ['http://127.0.0.1:4400', 'http://127.0.0.1:*'],
    ['https://a.example.com', 'https://*.example.com'],
    ['https://a.b.example.com', 'https://*.example.com'],
    ['https://a.example.com:8443', 'https://*.example.com:*'],
  ])('%s fits %s', (origin, pattern) => {
    expect(isOriginAllowed(origin, ['https://other.test', pattern])).toBe(true);
  });

  it.each([
    ['http://app.example.com', 'https://app.example.com', 'another scheme'],
    ['https://app.example.com:8443', 'https://app.example.com', 'another port'],
    ['https://example.com', 'https://*.example.com', 'the bare domain is not below itself'],
    ['https://evilexample.com', 'https://*.example.com', 'an ending is not a domain'],
    ['https://app.example.com.evil.test', 'https://app.example.com', 'a beginning is not a domain'],
    ['https://app.example.com.evil.test', 'https://*.example.com', 'a beginning is not a domain'],
    ['http://localhost.evil.test:80', 'http://localhost:*', 'a name that begins like ours'],
    ['https://user@app.example.com', 'https://app.example.com', 'credentials are no part of an origin'],
    ['https://app.example.com/', 'https://app.example.com', 'a path is no part of an origin'],
    ['https://*.example.com', 'https://*.example.com', 'a pattern is no origin'],
    ['null', 'https://app.example.com', 'sandboxed pages are nobody'],
    ['', 'https://app.example.com', 'nothing is nobody'],
    ['file://', 'http://localhost:*', 'files are no web pages'],
  ])('%s does not fit %s: %s', (origin, pattern) => {
    expect(isOriginAllowed(origin, [pattern])).toBe(false);
  });

  it('allows nobody where nothing is listed', () => {
    expect(isOriginAllowed('https://app.example.com', [])).toBe(false);
  });
});

describe('what a site may list', () => {
  it.each(['https://app.example.com', 'http://localhost:*', 'https://*.example.com', 'http://127.0.0.1:4400'])(
    'takes %s',
    (pattern) => expect(patternFault(pattern)).toBeNull(),
  );

  it.each(['https://*.com', 'https://*', 'https://a.*.com', 'ftp://a.example', 'https://a.example/app', '*'])(
    'refuses %s',
    (pattern) => expect(patternFault(pattern)).toEqual(expect.any(String)),
  );

  it('keeps one spelling of each', () => {
    expect(normalisePattern('HTTPS://App.Example.com:443')).toBe('https://app.example.com');
    expect(normalisePattern(' https://app.example.com/ ')).toBe('https://app.example.com');
    expect(normalisePattern('http://localhost:*')).toBe('http://localhost:*');
  });
});
