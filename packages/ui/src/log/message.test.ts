import { expect, test } from 'vitest';
import { messageRow } from './message.ts';
import type { LogMessage } from './types.ts';

test('no white space stands around what a person wrote: the log would show it', () => {
  const message: LogMessage = {
    id: '1',
    kind: 'text',
    from: { id: '2', name: 'Ada' },
    isMine: false,
    body: 'First line\n  second, indented',
    at: '2026-01-05T10:00:00.000Z',
  };
  const row = messageRow(
    { kind: 'message', key: '1', message, isFirst: true, isLast: true },
    { density: 'widget', onRetry: () => {}, onRemove: () => {} },
  );
  expect(markup(row)).toMatch(/data-message-text [^>]*>First line\n {2}second, indented<\/p>/);
});

/** A template as text; enough for looking at what stands between two tags. */
function markup(value: unknown): string {
  if (Array.isArray(value)) return value.map(markup).join('');
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('values' in value)) return '';
  // What is drawn only when what it is drawn from has changed.
  if ('_$litDirective$' in value) return markup((value.values as [unknown, () => unknown])[1]());
  if (!('strings' in value)) return '';
  const { strings, values } = value as { strings: string[]; values: unknown[] };
  return strings.map((text, index) => text + markup(values[index])).join('');
}
