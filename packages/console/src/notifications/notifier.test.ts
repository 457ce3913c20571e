import type { Conversation, Handover, Message } from '@harmony-live/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Offer } from '../app/desk.ts';
import { asTheProductHasIt, type Preferences } from '../app/preferences.ts';
import { Notifier, type NotifierOptions } from './notifier.ts';

const now = Date.parse('2026-11-24T10:00:00.000Z');
const visitor = { kind: 'visitor' as const, id: 'v', name: 'Rosa' };
const on: Partial<Preferences> = { areNotificationsOn: true };

const offer = (id: string): Offer =>
  ({
    assignmentId: id,
    request: { text: 'The invoice won’t save. Help', context: {} },
    expiresAt: new Date(now + 20_000).toISOString(),
    timeoutMs: 20_000,
  }) as unknown as Offer;
const talk = (id: string, lastSeq: number, readSeq = lastSeq): Conversation =>
  ({ id, state: 'open', lastSeq, readSeq, participants: [{ ...visitor, isHere: true }] }) as unknown as Conversation;
const said = (seq: number, more: Partial<Message> = {}): Message =>
  ({ seq, from: visitor, kind: 'text', body: 'It is still broken', ...more }) as Message;

/** A desk, and what stands on the screen outside the page: tag → words. */
const open = (preferences: Partial<Preferences> = on) => {
  const screen = new Map<string, string>();
  const presses = new Map<string, () => void>();
  const watchers: (() => void)[] = [];
  const went: string[] = [];
  const heard: string[] = [];
  let hear: (frame: object) => void = () => {};
  let back: () => void = () => {};
  const stored: Message[] = [];
  const state = {
    ...{ isLookedAt: false, offers: [] as Offer[], toMe: [] as Handover[] },
    conversations: null as Conversation[] | null,
  };
  const notifier = new Notifier({
    desk: {
      get offers() {
        return state.offers;
      },
      handovers: {
        get toMe() {
          return state.toMe;
        },
      },
      get conversations() {
        return state.conversations;
      },
      isUnread: ({ lastSeq, readSeq }: Conversation) => lastSeq > readSeq,
      subscribe: (fn: () => void) => (watchers.push(fn), () => {}),
      http: { get: async (path: string) => ({ items: stored.filter(({ seq }) => seq > Number(path.split('=')[1])) }) },
      live: { on: (_: string, fn: typeof hear) => ((hear = fn), () => {}) },
    } as unknown as NotifierOptions['desk'],
    preferences: { now: { ...asTheProductHasIt, ...preferences } },
    isLookedAt: () => state.isLookedAt,
    onLookedAt: (fn) => ((back = fn), () => {}),
    show: ({ tag, title, body }, onPress) => {
      screen.set(tag, [title, body].filter(Boolean).join(': '));
      presses.set(tag, onPress);
      return { close: () => void screen.delete(tag) };
    },
    sound: (id) => void heard.push(id),
    goToRequest: () => void went.push('request'),
    goToConversation: (id) => void went.push(id),
    now: () => Date.now(),
  });
  const desk = (change: Partial<typeof state>) => {
    Object.assign(state, change);
    for (const watcher of watchers) watcher();
    return vi.advanceTimersByTimeAsync(0);
  };
  return {
    ...{ screen, presses, went, heard, stored, notifier, desk },
    frame: (message: Message, conversationId = 'c') => hear({ ...message, conversationId }),
    lookAgain: () => ((state.isLookedAt = true), back()),
  };
};

beforeEach(() => void vi.useFakeTimers({ now }));
afterEach(() => void vi.useRealTimers());

it('tells nothing until somebody switches it on', async () => {
  const { screen, heard, desk, frame } = open({});
  await desk({ conversations: [talk('c', 1)] });
  await desk({ offers: [offer('a')] });
  frame(said(2));
  expect([screen.size, heard.length]).toEqual([0, 0]);
});

it('tells of a request without the person’s words, and takes it away when it is answered elsewhere', async () => {
  const { screen, desk } = open();
  await desk({ offers: [offer('a')] });
  expect([...screen]).toEqual([['request:a', 'New request']]);
  await desk({ offers: [] });
  expect(screen.size).toBe(0);
});

it('takes a request away when its time is over, though no server says so', async () => {
  const { screen, desk } = open();
  await desk({ offers: [offer('a')] });
  vi.advanceTimersByTime(20_001);
  expect(screen.size).toBe(0);
});

it('tells of a colleague who asks, once and without a sound, until that is answered', async () => {
  const { screen, heard, presses, went, desk } = open({ ...on, isSoundOn: true });
  const from = { kind: 'member', id: 'ada', name: 'Ada' };
  const asked = { id: 'h', kind: 'invite', from, topic: 'The invoice won’t save' } as unknown as Handover;
  await desk({ toMe: [asked] });
  await desk({ toMe: [asked] });
  expect([...screen]).toEqual([['asked:h', 'Ada asks you to come along']]);
  expect(heard).toEqual([]);
  await desk({ toMe: [] });
  expect(screen.size).toBe(0);
  await desk({ toMe: [{ ...asked, id: 'i', kind: 'transfer' }] });
  presses.get('asked:i')!();
  expect([went, screen.size]).toEqual([['request'], 0]);
});

it('shows what was written only to those who want it on their screen', async () => {
  const { screen, desk, frame } = open({ ...on, areWordsShown: true });
  await desk({ offers: [offer('a')], conversations: [talk('c', 1)] });
  frame(said(2));
  expect([...screen.values()]).toEqual([
    'New request: The invoice won’t save',
    'New message from Rosa: It is still broken',
  ]);
});

it('says nothing to somebody who looks at the console', async () => {
  const { screen, desk, frame, stored } = open();
  await desk({ isLookedAt: true, conversations: [talk('c', 1)], offers: [offer('a')] });
  frame(said(2));
  stored.push(said(2), said(3));
  await desk({ conversations: [talk('c', 3, 1)] });
  expect(screen.size).toBe(0);
});

it('makes one notification of a conversation, whether its messages come by themselves or with the list', async () => {
  const { screen, desk, frame, stored } = open();
  await desk({ conversations: [talk('c', 1)] });
  frame(said(2));
  stored.push(said(2), said(3));
  await desk({ conversations: [talk('c', 3, 1)] });
  expect([...screen]).toEqual([['conversation:c', 'New message from Rosa']]);
});

it('is silent about what was there before, what happens by itself, and what oneself or a colleague wrote', async () => {
  const { screen, desk, frame, stored } = open();
  await desk({ conversations: [talk('c', 4, 1)] });
  expect(screen.size).toBe(0);
  frame(said(5, { kind: 'proposed', body: '' }));
  stored.push(said(6, { from: { kind: 'member', id: 'g', name: 'Grace' } }));
  await desk({ conversations: [talk('c', 6, 1)] });
  expect(screen.size).toBe(0);
});

it('takes a message away once it was read elsewhere, or the console is looked at again', async () => {
  const { screen, desk, frame, lookAgain } = open();
  await desk({ conversations: [talk('c', 1)] });
  frame(said(2));
  await desk({ conversations: [talk('c', 2, 2)] });
  expect(screen.size).toBe(0);
  frame(said(3));
  await desk({ offers: [offer('a')] });
  lookAgain();
  expect([...screen.keys()]).toEqual(['request:a']);
});

it('goes where a pressed one leads', async () => {
  const { presses, went, screen, desk, frame } = open();
  await desk({ conversations: [talk('c', 1)], offers: [offer('a')] });
  frame(said(2));
  for (const press of presses.values()) press();
  expect(went).toEqual(['request', 'c']);
  expect(screen.size).toBe(0);
});

it('sounds once for each request put before this person, and for nothing else', async () => {
  const { heard, desk, frame } = open({ isSoundOn: true });
  await desk({ conversations: [talk('c', 1)], offers: [offer('a')] });
  await desk({ offers: [] });
  await desk({ offers: [offer('a')] });
  frame(said(2));
  expect(heard).toEqual(['a']);
});

it('leaves nothing on the screen of somebody who signs out', async () => {
  const { screen, desk, notifier } = open();
  await desk({ offers: [offer('a')] });
  notifier.dispose();
  expect(screen.size).toBe(0);
});
