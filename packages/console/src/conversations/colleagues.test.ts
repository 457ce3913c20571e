import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Colleagues, forgottenAfterMs } from './colleagues.ts';

type Listener = (frame: object) => void;
let hear: Listener;
let tellState: (state: { state: string }) => void;

const open = (): Colleagues => {
  const live = {
    on: (_: string, fn: Listener) => ((hear = fn), () => {}),
    onState: (fn: typeof tellState) => ((tellState = fn), () => {}),
  };
  return new Colleagues(
    { live, me: { memberId: 'me' } } as unknown as ConstructorParameters<typeof Colleagues>[0],
    'c',
  );
};
const colleague = (id: string, status = 'reading', conversationId = 'c') =>
  hear({ frame: 'colleague', conversationId, from: { kind: 'member', id, name: id }, status });
const names = ({ reading }: Colleagues) => reading.map(({ name }) => name).join();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('knows who of the others looks at this conversation', () => {
  const colleagues = open();
  colleague('cleo');
  colleague('me');
  colleague('otto', 'reading', 'another');
  expect(names(colleagues)).toBe('cleo');
  colleague('cleo', 'away');
  expect(names(colleagues)).toBe('');
});

it('forgets who was not heard of for a while, and everybody when the connection goes', () => {
  const colleagues = open();
  colleague('cleo');
  vi.advanceTimersByTime(forgottenAfterMs - 1);
  colleague('cleo');
  vi.advanceTimersByTime(forgottenAfterMs - 1);
  expect(names(colleagues)).toBe('cleo');
  vi.advanceTimersByTime(1);
  expect(names(colleagues)).toBe('');
  colleague('cleo');
  tellState({ state: 'reconnecting' });
  expect(names(colleagues)).toBe('');
});
