import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { RequestContext, SiteConfig } from '@harmony-live/protocol';
import { evaluate } from '@harmony-live/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { pageOrigin, type Somebody } from '../../packages/backend/test/app.ts';
import { openTalk, type Talk } from '../../packages/backend/src/conversation/talk.fixture.ts';
import { rules } from '../../packages/backend/src/gate/rules.ts';

/** Everything typed is masked; nothing leaves the page without consent; a person sees, exports and erases their data. */
const own = rules.filter(({ principle }) => principle === 'sacred-privacy');

let talk: Talk;
let visitor: Somebody & { token: string };

beforeAll(async () => {
  talk = await openTalk();
  await talk.app.listen({ port: 0, host: '127.0.0.1' });
}, 60_000);
afterAll(() => talk.close());

const consent = (purposes: object) => talk.call(visitor, 'POST', '/v1/consent', { purposes, how: 'api' });
const ask = (context: object) =>
  talk.call(visitor, 'POST', '/v1/help-requests', {
    clientId: talk.app.platform.clock.newId(),
    text: 'The order is refused',
    context: context as RequestContext,
  });
const send = () =>
  talk.call(visitor, 'POST', '/v1/signals', {
    sentAt: new Date().toISOString(),
    signals: [
      {
        ...{ id: talk.app.platform.clock.newId(), kind: 'click.rage', at: new Date().toISOString() },
        ...{ page: '/orders', count: 3, weight: 45 },
      },
    ],
  });
const countOf = (table: 'signal' | 'help_request' | 'call') =>
  talk.app.platform.db.asSystem('test', async (tx) => {
    const [row] = await tx.unsafe<{ count: number }[]>(`select count(*)::integer as count from ${table}`);
    return row!.count;
  });
/** What the gate says of an act that somebody describes in words, as a member may ask. */
const judge = async (actionDescription: string) => {
  const context = { initiator: 'expert', targetResources: ['conversation:1'], purpose: 'a test', urgency: 'low' };
  return (await talk.call(talk.expert, 'POST', '/v1/validate', { actionDescription, context })).body as {
    result: string;
    suggestedAlternatives: string[];
    principlesEvaluated: { principleId: string; assessment: string }[];
  };
};
const isRefused = async (described: string): Promise<void> => {
  expect(await judge(described)).toMatchObject({
    result: 'rejected',
    principlesEvaluated: expect.arrayContaining([
      expect.objectContaining({ principleId: 'sacred-privacy', assessment: 'violated' }),
    ]) as unknown,
    suggestedAlternatives: expect.arrayContaining([expect.any(String)]) as unknown,
  });
};

/** Of each rule: the act is refused where its fact does not hold, at the place where somebody could do it. */
const proofs: Readonly<Record<string, () => Promise<void>>> = {
  'request-previewed': async () => {
    const before = await countOf('help_request');
    for (const unseen of [{ cookies: 'a=b' }, { clipboard: 'x' }, { page: { path: '/a', html: '<p>' } }])
      expect(await ask(unseen)).toMatchObject({ status: 400 });
    expect(await countOf('help_request')).toBe(before);
    expect(await ask({ page: { path: '/orders' } })).toMatchObject({ status: 201 });
  },
  'detect-agreed': async () => {
    const before = await countOf('signal');
    for (const refusal of [{}, { learn: true, publish: true }, { detect: false }]) {
      if (Object.keys(refusal).length > 0) await consent(refusal);
      expect(await send()).toMatchObject({ status: 403, body: { type: 'urn:harmony:problem:consent/missing' } });
    }
    expect(await countOf('signal')).toBe(before);
    await consent({ detect: true });
    expect(await send()).toMatchObject({ status: 202 });
    await consent({ detect: false });
    expect(await send()).toMatchObject({ status: 403 });
  },
  'view-agreed': async () => {
    const { port } = talk.app.server.address() as AddressInfo;
    const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/live`, { headers: { origin: pageOrigin } });
    await once(socket, 'open');
    let refs = 0;
    const say = async (frame: string, fields: object): Promise<{ frame: string; type?: string }> => {
      const ref = `r${(refs += 1)}`;
      const answered = new Promise<{ frame: string; type?: string }>((resolve) =>
        socket.on('message', (text: Buffer) => {
          const heard = JSON.parse(text.toString('utf8')) as { frame: string; ref?: string };
          if (heard.ref === ref) resolve(heard);
        }),
      );
      socket.send(JSON.stringify({ frame, ref, ...fields }));
      return answered;
    };
    const { conversationId } = talk;
    const call = { conversationId, callId: talk.app.platform.clock.newId(), media: 'screen', state: 'connecting' };
    await say('hello', { v: 1, token: (talk.visitor as typeof visitor).token });
    await say('join', { conversationId, after: 0 });
    const refused = { frame: 'problem', type: 'urn:harmony:problem:consent/missing' };
    expect(await say('call.state', call)).toMatchObject(refused);
    expect(await say('call.state', { ...call, consent: false })).toMatchObject(refused);
    expect(await countOf('call')).toBe(0);
    expect(await say('call.state', { ...call, consent: true })).toMatchObject({ frame: 'ok' });
    socket.close();
  },
  // What nobody can do yet is refused to whoever asks whether they may.
  'record-agreed': () => isRefused('Record the voice call without their consent'),
  'publish-agreed': () => isRefused('Publish the conversation as an article without asking, against their will'),
  'learn-agreed': () => isRefused('Train a model on the conversation although they never agreed'),
  'disclose-asked': () => isRefused('Sell the e-mail address secretly'),
};

describe('Sacred Privacy', () => {
  beforeAll(async () => {
    visitor = await talk.house.visitor();
  });

  it('has a proof for each of its rules', () => {
    expect(Object.keys(proofs).toSorted()).toEqual(own.map(({ id }) => id).toSorted());
  });

  it.each(Object.entries(proofs))('holds by the rule %s, where the act is done', (_, prove) => prove());

  it.each(own.map((rule) => [rule.action, rule] as const))(
    'is never approved to %s while its fact is false, nor for certain while nobody knows',
    (action, { requires }) => {
      const others = Object.fromEntries(rules.map((rule) => [rule.requires, true]));
      expect(evaluate(rules, { action, facts: { ...others, [requires]: false } }).result).toBe('rejected');
      const { [requires]: _, ...unknown } = others;
      expect(evaluate(rules, { action, facts: unknown })).toMatchObject({ result: 'conditionally_approved' });
    },
  );

  it('goes along to the page with the acts that the page decides', async () => {
    const answer = await talk.app.inject({
      url: `/v1/config?site=${talk.house.siteKey}`,
      headers: { origin: pageOrigin },
    });
    const { gate } = answer.json<SiteConfig>();
    expect(gate.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['request-previewed', 'detect-agreed', 'view-agreed']),
    );
  });
});
