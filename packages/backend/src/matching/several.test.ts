import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../../../../test/fixtures/database.ts';
import { openHouse, type House, type Line } from './house.fixture.ts';

let database: TestDatabase;
let house: House;

beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.dispose());
beforeEach(async () => {
  house = await openHouse(database.db);
}, 60_000);
afterEach(() => house.close());

test('a request goes to three at once after three did not take it; the first to accept has it, the others are told', async () => {
  const names = ['Ada', 'Bob', 'Cem', 'Dan', 'Eve', 'Fay'];
  const lines = new Map<string, Line>();
  for (const name of names) lines.set(name, await house.onDuty(await house.expert(name)));
  const visitor = await house.visitor();
  const page = await house.connect(visitor);
  const request = await house.ask(visitor, {});
  const asked = (): Line[] => [...lines.values()].filter(({ frames }) => openIn(frames) !== undefined);
  const untilAsked = (howMany: number): Promise<Line[]> =>
    vi.waitFor(() => {
      expect(asked()).toHaveLength(howMany);
      return asked();
    });
  for (let refused = 0; refused < 3; refused += 1) {
    const told = await page.next('request', (frame) => (frame.refused ?? 0) === refused && frame.asking !== undefined);
    expect(told.asking?.others).toBeUndefined();
    const [line] = await untilAsked(1);
    await line!.send({ frame: 'assignment.decline', ref: 'd', assignmentId: openIn(line!.frames)! });
  }
  const told = await page.next('request', ({ asking }) => asking?.others !== undefined);
  expect(told).toMatchObject({ refused: 3, asking: { others: 2 } });
  const [first, second, third] = (await untilAsked(3)) as [Line, Line, Line];
  const [taken, late] = [openIn(first.frames)!, openIn(second.frames)!];
  expect(await first.send({ frame: 'assignment.accept', ref: 'a', assignmentId: taken })).toMatchObject({
    frame: 'ok',
  });
  expect(await second.next('assignment.ended')).toMatchObject({ state: 'withdrawn', assignmentId: late });
  expect(await third.next('assignment.ended')).toMatchObject({ state: 'withdrawn' });
  expect(await second.send({ frame: 'assignment.accept', ref: 'b', assignmentId: late })).toMatchObject({
    type: 'urn:harmony:problem:assignment/taken',
  });
  expect((await house.call(visitor, 'GET', `/v1/help-requests/${request.id}`)).body).toMatchObject({
    state: 'matched',
  });
});

/** What is put before somebody and has not ended. */
const openIn = (frames: Line['frames']): string | undefined => {
  const ended = new Set(frames.flatMap((one) => (one.frame === 'assignment.ended' ? [one.assignmentId] : [])));
  return frames.flatMap((one) =>
    one.frame === 'assignment' && !ended.has(one.assignmentId) ? [one.assignmentId] : [],
  )[0];
};
