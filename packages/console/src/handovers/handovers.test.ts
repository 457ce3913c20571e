import { ClientProblem } from '@harmony-live/client';
import type { ProblemCode } from '@harmony-live/protocol';
import { expect, it } from 'vitest';
import { Handovers, type HandoverDesk } from './handovers.ts';

type Listener = (frame: object) => void;

/** The desk of `ada`: what the server says, and what it was asked. */
const open = (answer: (path: string) => object | ClientProblem = () => ({})) => {
  const listeners = new Map<string, Listener>();
  const asked: string[] = [];
  const call = (method: string) => async (path: string) => {
    asked.push(`${method} ${path}`);
    const said = answer(path);
    if (said instanceof ClientProblem) throw said;
    return said;
  };
  const desk = {
    me: { memberId: 'ada' },
    http: { get: call('GET'), post: call('POST'), delete: call('DELETE') },
    live: {
      on: (name: string, fn: Listener) => (listeners.set(name, fn), () => {}),
      onConnected: (fn: Listener) => (listeners.set('connected', fn), () => {}),
    },
  } as unknown as HandoverDesk;
  const handovers = new Handovers(desk);
  const hear = (name: string, frame: object = {}): void => listeners.get(name)!({ frame: name, ...frame });
  return { handovers, hear, asked };
};

const member = (id: string, name: string) => ({ kind: 'member', id, name });
const [ada, grace] = [member('ada', 'Ada'), member('grace', 'Grace')];
const mine = { id: 'h1', conversationId: 'c', kind: 'transfer', from: ada, to: grace };
const theirs = { id: 'h2', conversationId: 'd', kind: 'invite', from: grace, to: ada };
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

it('tells what is asked of this person from what they ask', () => {
  const { handovers, hear } = open();
  hear('handover', mine);
  hear('handover', theirs);
  hear('handover', theirs);
  expect(ids(handovers.toMe)).toEqual(['h2']);
  expect(ids(handovers.askedIn('c'))).toEqual(['h1']);
  expect(handovers.askedIn('d')).toEqual([]);
});

it('begins anew with each connection, as the server says again what is open', () => {
  const { handovers, hear } = open();
  hear('handover', theirs);
  hear('connected');
  expect(handovers.toMe).toEqual([]);
});

it('keeps who could not come until it was read, and nothing of who came', () => {
  const { handovers, hear } = open();
  hear('handover', mine);
  hear('handover.ended', { handoverId: 'h1', state: 'declined' });
  expect(handovers.askedIn('c')).toEqual([]);
  expect(handovers.refusalIn('c')).toEqual({ kind: 'transfer', name: 'Grace', state: 'declined' });
  handovers.noteRefusal('c');
  expect(handovers.refusalIn('c')).toBeNull();
  hear('handover', mine);
  hear('handover.ended', { handoverId: 'h1', state: 'accepted' });
  expect(handovers.refusalIn('c')).toBeNull();
});

it('says that a question was taken back, and not what this person answered', async () => {
  const { handovers, hear } = open();
  hear('handover', theirs);
  await handovers.decline('h2');
  hear('handover.ended', { handoverId: 'h2', state: 'declined' });
  expect(handovers.takenBack).toBeNull();
  hear('handover', theirs);
  hear('handover.ended', { handoverId: 'h2', state: 'withdrawn' });
  expect(handovers.takenBack).toEqual({ handoverId: 'h2', name: 'Grace', state: 'withdrawn' });
});

it('leaves a question that finds no place on the screen, and takes off what is over', async () => {
  let code: ProblemCode = 'capacity/full';
  const { handovers, hear } = open(() => new ClientProblem(code, 409, ''));
  hear('handover', theirs);
  await expect(handovers.accept('h2')).rejects.toMatchObject({ code });
  expect(ids(handovers.toMe)).toEqual(['h2']);
  code = 'handover/ended';
  await expect(handovers.accept('h2')).rejects.toMatchObject({ code });
  expect(handovers.toMe).toEqual([]);
});
