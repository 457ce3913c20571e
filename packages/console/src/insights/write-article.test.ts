import type { Issue } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { draftOfIssue, draftOfPlace } from './write-article.ts';

const seen = { count: 3, firstAt: '2026-11-01T08:00:00.000Z', lastAt: '2026-11-02T08:00:00.000Z' };
const issue = {
  template: 'Error: the total of invoice ‹number› is wrong',
  kind: 'error.uncaught',
  fingerprint: '0123456789abcd',
  pages: [{ page: '/invoices/:id', ...seen }],
} as Issue;

it('begins an article with the words of the issue, where it happens, and its mark', () => {
  expect(draftOfIssue(issue)).toEqual({
    title: 'Error: the total of invoice ‹number› is wrong',
    body: 'Where it happens: /invoices/:id\n\n## What goes wrong\n\n\n## What helps\n\n1. ',
    fingerprints: ['0123456789abcd'],
  });
});

it('names the kind where an issue has no words, and keeps the title short', () => {
  expect(draftOfIssue({ ...issue, template: ' ', pages: [] }).title).toBe('Uncaught error');
  expect(draftOfIssue({ ...issue, template: 'x'.repeat(500) }).title).toHaveLength(200);
});

it('begins an article on a place with what was noticed there, and its marks', () => {
  const place = { page: '/import', reasons: [{ code: 'click.dead', params: {} }], fingerprints: ['0123456789abcd'] };
  expect(draftOfPlace(place as unknown as Parameters<typeof draftOfPlace>[0])).toMatchObject({
    title: '/import: Pressed, nothing happened',
    fingerprints: ['0123456789abcd'],
  });
});
