import { randomUUID } from 'node:crypto';
import type { Push } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildTestApp, type Somebody, type TestApp, type TestWorkspace } from '../../../test/app.ts';
import { startPushService, type PushService } from './push-service.fixture.ts';

let test: TestApp;
let service: PushService;
let house: TestWorkspace;
let ada: Somebody;

beforeAll(async () => {
  service = await startPushService();
  test = await buildTestApp({ config: { pushServices: [service.origin] } });
});
afterAll(async () => {
  await test.close();
  await service.close();
});
beforeEach(async () => {
  house = await test.workspace(`Push ${randomUUID()}`);
  ada = await house.signInAs('expert', 'Ada');
  service.answer(201);
});

const isOn = async (who: Somebody): Promise<boolean> => ((await test.call(who, 'GET', '/v1/push')).body as Push).isOn;
const kept = () =>
  test.app.platform.db.asSystem(
    'test',
    (tx) => tx`select member_id from push_subscription where organisation_id = ${house.organisationId}`,
  );
/** A request is put before a member, who has this long to answer; resolves once it was heard. */
const offer = async (who: Somebody, leftMs = 20_000): Promise<string> => {
  const { clock, db, outbox } = test.app.platform;
  const assignmentId = randomUUID();
  const event = await db.withOrganisation(who.organisationId, (tx) =>
    outbox.emit(tx, 'assignment.offered', who.organisationId, {
      ...{ assignmentId, requestId: randomUUID(), memberId: who.id },
      expiresAt: new Date(clock.now() + leftMs).toISOString(),
    }),
  );
  await outbox.delivered(event);
  return assignmentId;
};
/** Long enough for a job that should not be there. */
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 400));

describe('the subscription of a device', () => {
  it('is kept, told of, replaced and taken back', async () => {
    expect((await test.call(ada, 'GET', '/v1/push')).body).toEqual({
      publicKey: expect.stringMatching(/^[\w-]{87}$/) as string,
      isOn: false,
    });
    for (const { subscription } of [service.device(), service.device()]) {
      expect(await test.call(ada, 'PUT', '/v1/push', subscription)).toEqual({ status: 204, body: undefined });
    }
    expect(await isOn(ada)).toBe(true);
    expect(await kept()).toEqual([{ memberId: ada.id }]);
    expect((await test.call(ada, 'DELETE', '/v1/push')).status).toBe(204);
    expect(await isOn(ada)).toBe(false);
  });

  it('belongs to whoever was signed in there last', async () => {
    const { subscription } = service.device();
    await test.call(ada, 'PUT', '/v1/push', subscription);
    const grace = await house.signInAs('expert', 'Grace');
    await test.call(grace, 'PUT', '/v1/push', subscription);
    expect(await kept()).toEqual([{ memberId: grace.id }]);
    expect(await isOn(ada)).toBe(false);
  });

  it('goes with the session, and with the member', async () => {
    await test.call(ada, 'PUT', '/v1/push', service.device().subscription);
    await test.call(ada, 'POST', '/v1/logout');
    expect(await kept()).toEqual([]);
    const [owner, grace] = [await house.signInAs('owner'), await house.signInAs('expert', 'Grace')];
    await test.call(grace, 'PUT', '/v1/push', service.device().subscription);
    await test.app.inject({ method: 'DELETE', url: `/v1/members/${grace.id}`, headers: owner.headers });
    expect(await kept()).toEqual([]);
  });

  it('is refused with field and reason for addresses and keys that are none of a push service', async () => {
    const { subscription } = service.device();
    const refusal = async (body: object) => {
      const { status, body: problem } = await test.call(ada, 'PUT', '/v1/push', body);
      return [status, problem.field, problem.reason];
    };
    expect(await refusal({ ...subscription, endpoint: 'https://internal.example.com/admin' })).toEqual([
      ...[400, '/endpoint', 'is not of a push service that this server knows'],
    ]);
    expect(await refusal({ ...subscription, endpoint: 'http://169.254.169.254/' })).toEqual([
      ...[400, '/endpoint', 'must begin with https: and be of a push service that this server knows'],
    ]);
    const keys = { ...subscription.keys, p256dh: `B${'A'.repeat(86)}` };
    expect(await refusal({ ...subscription, keys })).toEqual([400, '/keys/p256dh', 'is no point of P-256']);
    expect(await kept()).toEqual([]);
  });

  it('is for those who help: an auditor is asked nothing', async () => {
    const auditor = await house.signInAs('auditor');
    expect((await test.call(auditor, 'PUT', '/v1/push', service.device().subscription)).status).toBe(403);
  });
});

describe('a request that is put before somebody', () => {
  it('is pushed to each of their devices while no console is connected: encrypted, without words, as long as it waits', async () => {
    const device = service.device();
    await test.call(ada, 'PUT', '/v1/push', device.subscription);
    const assignmentId = await offer(ada);
    const [{ headers, message }] = await vi.waitUntil(() => device.came.length > 0 && (device.came as [never]), 20_000);
    expect(message).toEqual({ kind: 'request', assignmentId });
    expect(headers).toMatchObject({
      ...{ 'content-encoding': 'aes128gcm', urgency: 'high', topic: assignmentId.replaceAll('-', '') },
      authorization: expect.stringMatching(/^vapid t=[\w.-]+, k=[\w-]{87}$/) as string,
    });
    expect(Number((headers as { ttl: string }).ttl)).toBeGreaterThan(0);
    expect(Number((headers as { ttl: string }).ttl)).toBeLessThanOrEqual(20);
    await aMoment();
    expect(device.came).toHaveLength(1);
  });

  it('is not pushed while a console of theirs is connected, nor once its time is over', async () => {
    const device = service.device();
    await test.call(ada, 'PUT', '/v1/push', device.subscription);
    const count = vi.spyOn(test.app.platform.live, 'countOf').mockReturnValue(1);
    await offer(ada);
    expect(count.mock.calls).toContainEqual([{ kind: 'member', id: ada.id }]);
    count.mockRestore();
    await offer(ada, 500);
    await aMoment();
    expect(device.came).toEqual([]);
  });

  it.each([404, 410])('forgets a device that its push service does not know any more: %i', async (status) => {
    await test.call(ada, 'PUT', '/v1/push', service.device().subscription);
    service.answer(status);
    await offer(ada);
    await vi.waitUntil(async () => !(await isOn(ada)), 20_000);
  });

  it('follows no redirect, and keeps the device', async () => {
    const before = service.calls();
    await test.call(ada, 'PUT', '/v1/push', service.device().subscription);
    service.answer(307, { location: `${service.origin}/elsewhere` });
    await offer(ada);
    await vi.waitUntil(() => service.calls() > before, 20_000);
    await aMoment();
    expect(service.calls()).toBe(before + 1);
    expect(await isOn(ada)).toBe(true);
  });

  it('is tried again where the service fails, and no line of the log holds its address', async () => {
    const warn = vi.spyOn(test.app.platform.log, 'warn');
    const device = service.device();
    await test.call(ada, 'PUT', '/v1/push', device.subscription);
    service.answer(503);
    const before = service.calls();
    await offer(ada);
    await vi.waitUntil(() => service.calls() > before, 20_000);
    service.answer(201);
    await vi.waitUntil(() => device.came.length > 0, 20_000);
    const said = warn.mock.calls.map((line) => [String((line[0] as { err?: Error }).err), line[1]].join(' '));
    expect(said.join()).toContain('answered 503');
    expect(said.join()).not.toContain('/send/');
    warn.mockRestore();
  });
});
