import type { Handover, HelpRequest, Message, Note, OwnExpert } from '@harmony-live/protocol';
import type { AddressInfo } from 'node:net';
import { expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import { buildTestApp, fakeClock, type Somebody, type TestWorkspace } from '../../../test/app.ts';

/** What a refusal says. */
export type Refusal = { type: string; field?: string; reason?: string };

/** A server on a clock that the test moves, with what people do to bring colleagues into conversations. */
export const openHouse = async () => {
  const clock = fakeClock(Date.parse('2026-03-02T09:30:00Z'));
  const test = await buildTestApp({ clock });
  const workspace = await test.workspace();
  await test.app.listen({ port: 0, host: '127.0.0.1' });

  const call = <B = Refusal>(who: Somebody, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) =>
    test.call(who, method, path, body) as Promise<{ status: number; body: B }>;
  const log = async (visitor: Somebody, id: string): Promise<string[]> =>
    (await call<{ items: Message[] }>(visitor, 'GET', `/v1/conversations/${id}/messages`)).body.items.map(
      ({ kind, from }) => (kind === 'text' ? kind : `${kind} ${from.name ?? ''}`.trim()),
    );

  return {
    ...{ clock, test, workspace, call, log },
    /** Two experts and a visitor whom nobody else knows. */
    people: async (house: TestWorkspace = workspace) => ({
      ada: await house.signInAs('expert', 'Ada'),
      grace: await house.signInAs('expert', 'Grace'),
      visitor: await house.visitor(),
    }),
    /** The visitor asked, and somebody has taken it. */
    taken: async (visitor: Somebody, by: Somebody): Promise<{ id: string; requestId: string }> => {
      const words = { clientId: clock.newId(), text: 'It stays white' };
      const requestId = (await call<HelpRequest>(visitor, 'POST', '/v1/help-requests', words)).body.id;
      const { body } = await call<{ conversationId: string }>(by, 'POST', `/v1/queue/${requestId}/take`);
      await vi.waitFor(async () => expect((await log(visitor, body.conversationId)).at(-1)).toMatch(/^joined/));
      return { id: body.conversationId, requestId };
    },
    ask: (who: Somebody, id: string, kind: 'invite' | 'transfer', to: Somebody, brief?: string) =>
      call<Handover>(who, 'POST', `/v1/conversations/${id}/${kind}`, {
        memberId: to.id,
        ...(brief === undefined ? {} : { brief }),
      }),
    answer: (who: Somebody, handoverId: string, what: 'accept' | 'decline') =>
      call<{ conversationId: string } & Refusal>(who, 'POST', `/v1/handovers/${handoverId}/${what}`),
    withdraw: (who: Somebody, handoverId: string) => call(who, 'DELETE', `/v1/handovers/${handoverId}`),
    notes: async (who: Somebody, id: string) =>
      (await call<{ items: Note[] }>(who, 'GET', `/v1/conversations/${id}/notes`)).body.items,
    loadOf: async (who: Somebody) => (await call<OwnExpert>(who, 'GET', '/v1/experts/me')).body.load,
    isIn: async (who: Somebody, id: string) =>
      (await call<{ items: { id: string }[] }>(who, 'GET', '/v1/conversations')).body.items.some(
        (one) => one.id === id,
      ),
    say: (who: Somebody, id: string, body = 'Let us see.') =>
      call(who, 'POST', `/v1/conversations/${id}/messages`, { clientId: clock.newId(), kind: 'text', body }),
    stateOf: async (handoverId: string) => {
      const [row] = await test.app.platform.db.asSystem(
        'test',
        (tx) => tx<{ state: string; brief: string }[]>`select state, brief from handover where id = ${handoverId}`,
      );
      return row;
    },
    /** Frames that somebody hears while they are connected. */
    listen: async (who: Somebody) => {
      const { port } = test.app.server.address() as AddressInfo;
      const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`, { headers: who.headers });
      const heard: { frame: string; id?: string; handoverId?: string; state?: string }[] = [];
      socket.on('message', (text: Buffer) => heard.push(JSON.parse(text.toString('utf8'))));
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
      socket.send(JSON.stringify({ frame: 'hello', ref: 'hello', v: 1 }));
      await vi.waitFor(() => expect(heard.some(({ frame }) => frame === 'ok')).toBe(true));
      return { heard, close: () => socket.close() };
    },
  };
};

/** The code of a refusal. */
export const problemOf = ({ body }: { body: unknown }): string =>
  (body as Refusal).type.replace('urn:harmony:problem:', '');
