import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildTestApp, type Somebody, type TestApp, type TestWorkspace } from '../../test/app.ts';
import { identity } from '../identity/index.ts';
import { decide, gate, type DecisionQuestion } from './index.ts';

let test: TestApp;
let workspace: TestWorkspace;
let expert: Somebody;

beforeAll(async () => {
  test = await buildTestApp({ modules: [identity, gate] });
  workspace = await test.workspace();
  expert = await workspace.signInAs('expert');
}, 60_000);
afterAll(() => test.close());

const validate = (payload: object, headers = expert.headers) =>
  test.app.inject({ method: 'POST', url: '/v1/validate', headers, payload });
const kept = (id: string) =>
  test.app.platform.db.withOrganisation(workspace.organisationId, async (tx) => {
    const rows = await tx<Record<string, unknown>[]>`select * from gate_decision where id = ${id}`;
    return rows[0];
  });

describe('POST /v1/validate', () => {
  const context = {
    initiator: 'expert',
    targetResources: ['screen:1'],
    purpose: 'see what the person sees',
    urgency: 'high',
  };

  it('answers in the concept’s own shape and keeps the answer', async () => {
    const answer = await validate({ actionDescription: 'Share the screen of the visitor', context });
    expect(answer.statusCode).toBe(200);
    const verdict = answer.json<{ validationId: string }>();
    expect(verdict).toEqual({
      validationId: expect.any(String) as unknown,
      result: 'conditionally_approved',
      confidence: expect.any(Number) as unknown,
      explanation: expect.any(String) as unknown,
      conditions: [expect.any(String)],
      principlesEvaluated: [
        { principleId: 'sacred-privacy', assessment: 'unclear', explanation: expect.any(String) as unknown },
      ],
      suggestedAlternatives: [expect.any(String)],
    });
    expect(await kept(verdict.validationId)).toMatchObject({
      action: 'screen.share',
      memberId: expert.id,
      purpose: context.purpose,
      facts: { described: 'Share the screen of the visitor', targetResources: ['screen:1'] },
      result: 'conditionally_approved',
    });
  });

  it('keeps decisions inside the organisation', async () => {
    const { validationId } = (await validate({ actionDescription: 'screen.share', context })).json<{
      validationId: string;
    }>();
    const other = await test.workspace('Other');
    const seen = await test.app.platform.db.withOrganisation(
      other.organisationId,
      (tx) => tx`select 1 from gate_decision where id = ${validationId}`,
    );
    expect(seen).toEqual([]);
  });

  it('names the field that is wrong, and is for members alone', async () => {
    expect((await validate({ actionDescription: ' ', context })).json()).toMatchObject({ field: '/actionDescription' });
    expect((await validate({ actionDescription: 'x' })).json()).toMatchObject({ field: '/context' });
    const visitor = await workspace.visitor();
    expect((await validate({ actionDescription: 'x', context }, visitor.headers)).statusCode).toBe(403);
    expect((await validate({ actionDescription: 'x', context }, {})).statusCode).toBe(401);
  });
});

describe('decide', () => {
  const ask = (facts: Record<string, boolean>, after?: () => void) => {
    const question: DecisionQuestion = {
      action: 'assignment.accept',
      initiator: {
        kind: 'member',
        organisationId: expert.organisationId,
        memberId: expert.id,
        accountId: '',
        role: 'expert',
        name: '',
      },
      purpose: 'to help the person who asked',
      facts,
    };
    return test.app.platform.db.withOrganisation(expert.organisationId, async (tx) => {
      const decision = await decide(test.app, tx, question);
      after?.();
      return decision;
    });
  };

  it('approves what the facts allow and keeps the decision with the act', async () => {
    const decision = await ask({ 'assignment.theirs': true });
    expect(decision.result).toBe('approved');
    expect(await kept(decision.validationId)).toMatchObject({
      action: 'assignment.accept',
      result: 'approved',
      confidence: 1,
    });
  });

  it('keeps no approval of an act that was rolled back', async () => {
    let id: string | undefined;
    const act = test.app.platform.db.withOrganisation(expert.organisationId, async (tx) => {
      id = (
        await decide(test.app, tx, {
          action: 'assignment.accept',
          initiator: { kind: 'system', organisationId: expert.organisationId },
          purpose: 'a test',
          facts: { 'assignment.theirs': true },
        })
      ).validationId;
      throw new Error('something else went wrong');
    });
    await expect(act).rejects.toThrow('something else');
    expect(await kept(id!)).toBeUndefined();
  });

  it.each<Record<string, boolean>>([{ 'assignment.theirs': false }, {}])(
    'refuses %j, and keeps the refusal although the act is rolled back',
    async (facts) => {
      const refusal = await ask(facts).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ code: 'gate/rejected', status: 403 });
      const { validationId } = (refusal as { extras: { validationId: string } }).extras;
      await vi.waitFor(async () =>
        expect(await kept(validationId)).toMatchObject({ result: 'rejected', memberId: expert.id }),
      );
    },
  );
});
