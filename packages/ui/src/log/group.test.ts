import { expect, test } from 'vitest';
import { groupMessages } from './group.ts';
import type { LogMessage } from './types.ts';

const zone = { timeZone: 'UTC' };

function message(id: string, at: string, more: Partial<LogMessage> = {}): LogMessage {
  return {
    id,
    kind: 'text',
    from: { id: 'a', name: 'Ada' },
    isMine: false,
    body: id,
    at: `2026-11-24T${at}.000Z`,
    ...more,
  };
}

function shape(messages: LogMessage[]): string {
  return groupMessages(messages, zone)
    .map((item) =>
      item.kind === 'day' ? '|' : `${item.isFirst ? '(' : ''}${item.message.id}${item.isLast ? ')' : ''}`,
    )
    .join(' ');
}

test('messages of one person shortly after each other stand under one name', () => {
  expect(shape([message('1', '10:00:00'), message('2', '10:01:00'), message('3', '10:02:00')])).toBe('| (1 2 3)');
});

test('another person, or five minutes, begin a new run', () => {
  const other = { from: { id: 'm', name: 'Marta' }, isMine: true };
  expect(shape([message('1', '10:00:00'), message('2', '10:01:00', other), message('3', '10:06:01', other)])).toBe(
    '| (1) (2) (3)',
  );
});

test('a note, a solution and an event never share a run with plain messages', () => {
  const lines = [
    message('1', '10:00:00'),
    message('2', '10:00:10', { kind: 'note' }),
    message('3', '10:00:20'),
    message('4', '10:00:30', { isSolution: true }),
    message('5', '10:00:40', { kind: 'left' }),
  ];
  expect(shape(lines)).toBe('| (1) (2) (3) (4) (5)');
});

test('midnight begins a new day and a new run', () => {
  const lines = [message('1', '23:59:00'), { ...message('2', '00:00:30'), at: '2026-11-25T00:00:30.000Z' }];
  expect(shape(lines)).toBe('| (1) | (2)');
});

test('keys stay the same when a message is added, so that no line is drawn anew', () => {
  const two = [message('1', '10:00:00'), message('2', '10:01:00')];
  const keys = (lines: LogMessage[]) => groupMessages(lines, zone).map(({ key }) => key);
  expect(keys([...two, message('3', '10:02:00')]).slice(0, 3)).toEqual(keys(two));
});
