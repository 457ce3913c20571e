import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openHouse, type House } from '../../packages/backend/src/matching/house.fixture.ts';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';
import { createDatabase, startPostgres, whyNoPostgres } from '../../test/fixtures/postgres.ts';
import { absolute } from '../harness.ts';
import type { Row } from '../harness.ts';
import type { Taken, TakerOptions } from './taker.ts';

const nodes = 3;
/** Members of each node who reach for each request. */
const takersOfNode = 2;
/** Requests are asked so many at a time, and places are freed then. */
const batch = 50;

/**
 * Requests for which members reach at the same moment, from processes of their own with one PostgreSQL: exactly one gets each. The
 * embedded engine runs one transaction after another and cannot lose this race, so it is not asked.
 */
export const measureContested = async (count: number, log: (line: string) => void): Promise<Row[]> => {
  const why = await whyNoPostgres();
  if (why !== undefined) {
    log(`contested requests: left out, ${why}`);
    return [];
  }
  const server = await startPostgres();
  const { url, drop } = await createDatabase(server.url);
  const db = await openDatabase({ url });
  const house = await openHouse(db);
  const children: ChildProcess[] = [];
  try {
    for (let node = 0; node < nodes; node += 1) children.push(await startNode(house, url, node));
    let [none, several, unexpected] = [0, 0, 0];
    for (let done = 0; done < count; done += batch) {
      const visitors = await Promise.all(Array.from({ length: Math.min(batch, count - done) }, () => house.visitor()));
      const asked = await Promise.all(visitors.map((visitor) => house.ask(visitor, { text: 'Contested' })));
      for (const { id } of asked) {
        const statuses = (await Promise.all(children.map((child) => reach(child, id)))).flat();
        const won = statuses.filter((status) => status === 200).length;
        none += Number(won === 0);
        several += Number(won > 1);
        unexpected += statuses.filter((status) => status !== 200 && status !== 409).length;
      }
      await db.asSystem('bench: free again', (tx) => tx`delete from expert_load`);
      if ((done / batch) % 20 === 19) log(`contested: ${done + batch} of ${count}`);
    }
    const [stored] = await db.asSystem(
      'bench: what is stored',
      (tx) => tx<{ won: number }[]>`
        select count(*)::integer as won from (
          select from assignment where state = 'accepted' group by request_id having count(*) = 1
        ) one`,
    );
    const by = `${nodes * takersOfNode} in ${nodes} processes`;
    return [
      absolute(`contested by ${by}: requests`, count, ''),
      absolute('contested: without a winner', none, '', { atMost: 0 }),
      absolute('contested: with several', several, '', { atMost: 0 }),
      absolute('contested: neither won nor told so', unexpected, '', { atMost: 0 }),
      absolute('contested: not one acceptance in the database', count - stored!.won, '', { atMost: 0 }),
    ];
  } finally {
    for (const child of children) await stop(child);
    await house.close();
    await db.close();
    await drop();
    await server.stop();
  }
};

const startNode = async (house: House, url: string, node: number): Promise<ChildProcess> => {
  const members = [];
  for (let index = 0; index < takersOfNode; index += 1) {
    members.push(await house.expert(`Taker ${node} ${index}`, { capacity: 50 }));
  }
  const { organisationId, siteId } = house;
  const options: TakerOptions = { url, organisationId, siteId, members };
  const child = fork(new URL('taker.ts', import.meta.url), [JSON.stringify(options)]);
  await answerOf(child);
  return child;
};

const reach = async (child: ChildProcess, requestId: string): Promise<number[]> => {
  const answered = answerOf(child);
  child.send({ requestId });
  return (await answered).statuses;
};

/** @throws Error where the process ends instead */
const answerOf = async (child: ChildProcess): Promise<Taken> => {
  const given = new AbortController();
  const ended = once(child, 'exit', { signal: given.signal }).then(([code]) => {
    throw new Error(`A node of the benchmark ended with ${String(code)}.`);
  });
  ended.catch(() => {});
  try {
    const [taken] = (await Promise.race([once(child, 'message', { signal: given.signal }), ended])) as [Taken];
    return taken;
  } finally {
    given.abort();
  }
};

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.disconnect();
  await gone;
};
