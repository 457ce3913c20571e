import { openHouse, type House } from '../../packages/backend/src/matching/house.fixture.ts';
import { openDatabase } from '../../packages/backend/src/platform/database/index.ts';
import { createDatabase, startPostgres, whyNoPostgres } from '../../test/fixtures/postgres.ts';
import { absolute } from '../harness.ts';
import type { Row } from '../harness.ts';

/** Members who reach for each request at the same moment, from two nodes in turn. */
const takers = 8;

/**
 * Requests for which many members reach at once, on two nodes with one PostgreSQL: exactly one gets each. The embedded engine
 * runs one transaction after another and cannot lose this race, so it is not asked.
 */
export const measureContested = async (count: number, log: (line: string) => void): Promise<Row[]> => {
  const why = await whyNoPostgres();
  if (why !== undefined) {
    log(`contested requests: left out, ${why}`);
    return [];
  }
  const server = await startPostgres();
  const { url, drop } = await createDatabase(server.url);
  const [first, second] = [await openDatabase({ url }), await openDatabase({ url })];
  const house = await openHouse(first);
  const other = await openHouse(second, house);
  try {
    const members = [];
    for (let index = 0; index < takers; index += 1) {
      members.push(await house.expert(`Taker ${index}`, { capacity: 50 }));
    }
    const winners: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const request = await house.ask(await house.visitor(), { text: `Contested ${index}` });
      const tries = members.map((member, at) => take(at % 2 === 0 ? house : other, member, request.id));
      const conversations = (await Promise.all(tries)).filter((id) => id !== null);
      winners.push(conversations.length);
      await first.asSystem('bench: free again', (tx) => tx`delete from expert_load`);
    }
    return [
      absolute(`contested by ${takers} on two nodes: requests`, winners.length, ''),
      absolute('contested: without a winner', winners.filter((won) => won === 0).length, '', { atMost: 0 }),
      absolute('contested: with several', winners.filter((won) => won > 1).length, '', { atMost: 0 }),
    ];
  } finally {
    await house.close();
    await other.close();
    await first.close();
    await second.close();
    await drop();
    await server.stop();
  }
};

const take = async (house: House, member: Parameters<House['call']>[0], id: string): Promise<string | null> => {
  const { status, body } = await house.call<{ conversationId?: string }>(member, 'POST', `/v1/queue/${id}/take`);
  return status === 200 ? body.conversationId! : null;
};
