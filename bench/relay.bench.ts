import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { HelpRequest } from '@harmony-live/protocol';
import { WebSocket } from 'ws';
import { absolute, median, percentile, relative } from './harness.ts';
import type { Benchmark, Row } from './harness.ts';
import { FrameRefused, cookieOf, databaseProblem, openMember, openVisitor, signIn } from './people.ts';
import type { Line, Person } from './people.ts';
import { engines, startServer } from './server.ts';
import type { Engine, MeasuredServer } from './server.ts';

/** Conversations at once: the demo's three experts have 20 places each. */
const PAIRS = 48;
/** Frames of one connection that are under way at once. */
const WINDOW = 4;
const WARM_UP_MS = 1_000;
const MEASURE_MS = 5_000;
/** One at a time, for the way there without any queue. */
const SINGLES = 200;

const words = 'The invoice list takes eleven seconds since we moved it to the new server, and nobody knows why.';

const benchmark: Benchmark = {
  about:
    `${PAIRS} conversations, ${WINDOW} frames of each under way; a message is stored on disk before it is acknowledged and passed on, ` +
    'a typing frame is only passed on; the baseline echoes a frame of the same size and stores nothing',
  run: async ({ isQuick, log }) => {
    const timing = isQuick ? { warmUpMs: 100, measureMs: 300, pairs: 3 } : full;
    log('baseline: echo …');
    const echo = await measureEcho(timing, isQuick ? 5 : SINGLES);
    const rows = [
      absolute('echo: frames a second', echo.perSecond, '/s'),
      absolute('echo: one alone, median', echo.aloneMs, 'ms'),
    ];
    for (const engine of await engines(log))
      rows.push(...(await measure(engine, timing, isQuick ? 5 : SINGLES, echo, log)));
    return rows;
  },
};

export default benchmark;

interface Timing {
  warmUpMs: number;
  measureMs: number;
  pairs: number;
}

const full: Timing = { warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS, pairs: PAIRS };

interface Echo {
  perSecond: number;
  aloneMs: number;
}

async function measure(
  engine: Engine,
  timing: Timing,
  singles: number,
  echo: Echo,
  log: (line: string) => void,
): Promise<Row[]> {
  const server = await startServer(engine);
  try {
    log(`${engine}: opening ${timing.pairs} conversations …`);
    const pairs = await openPairs(server, timing.pairs);
    log(`${engine}: messages …`);
    const stored = await relay(pairs, timing, storedMessage);
    log(`${engine}: typing …`);
    const typing = await relay(pairs, timing, typingFrame);
    const alone = await oneByOne(pairs[0]!, singles);
    return [
      relative(`${engine}: messages stored and relayed`, stored.perSecond, '/s', echo.perSecond, { atLeast: 0.7 }),
      relative(`${engine}: typing relayed`, typing.perSecond, '/s', echo.perSecond, { atLeast: 0.7 }),
      absolute(`${engine}: of these held back by the limit of frames`, stored.refused + typing.refused, ''),
      absolute(`${engine}: acknowledged, never relayed`, stored.lost, '', { atMost: 0 }),
      relative(`${engine}: one message alone to the other side, median`, median(alone), 'ms', echo.aloneMs),
      absolute(`${engine}: one message alone to the other side, p95`, percentile(alone, 0.95), 'ms'),
    ];
  } finally {
    await server.dispose();
  }
}

/** Both sides of a conversation, each joined on a connection of its own. */
interface Pair {
  conversationId: string;
  visitor: Line;
  expert: Line;
}

async function openPairs({ url }: MeasuredServer, count: number): Promise<Pair[]> {
  const emails = ['ada', 'grace', 'linus'].map((name) => `${name}@demo.test`);
  const experts = await Promise.all(
    emails.map(async (email) => ({ person: await signIn(url, email), cookie: await cookieOf(url, email) })),
  );
  for (const { person } of experts) await person.line.ask({ frame: 'availability', switch: true });
  const pairs: Pair[] = [];
  for (let index = 0; index < count; index += 1) {
    const visitor = await openVisitor(url);
    const taken = Promise.race(experts.map((expert) => acceptNext(expert)));
    await visitor.call<HelpRequest>('POST', '/v1/help-requests', databaseProblem());
    const { conversationId, cookie } = await taken;
    const expert = await openMember(url, cookie);
    for (const { line } of [visitor, expert]) await line.ask({ frame: 'join', conversationId, after: 0 });
    pairs.push({ conversationId, visitor: visitor.line, expert: expert.line });
  }
  return pairs;
}

async function acceptNext({ person, cookie }: { person: Person; cookie: string }) {
  const { assignmentId } = await person.line.next('assignment');
  const { conversationId } = await person.line.ask({ frame: 'assignment.accept', assignmentId });
  return { conversationId: String(conversationId), cookie };
}

/** How one frame is sent and how it is recognised on the other side. */
interface Kind {
  name: 'message' | 'typing';
  from: 'visitor' | 'expert';
  frame: (conversationId: string, count: number) => Parameters<Line['ask']>[0];
}

const storedMessage: Kind = {
  name: 'message',
  from: 'visitor',
  frame: (conversationId) => ({ frame: 'message', conversationId, clientId: randomUUID(), kind: 'text', body: words }),
};

const typingFrame: Kind = {
  name: 'typing',
  from: 'expert',
  frame: (conversationId, count) => ({ frame: 'typing', conversationId, isTyping: count % 2 === 0 }),
};

/** Every sender keeps its window full; what arrives on the other side while it is measured counts. */
async function relay(pairs: Pair[], { warmUpMs, measureMs }: Timing, kind: Kind) {
  const count = { sent: 0, acknowledged: 0, arrived: 0, refused: 0 };
  let isOver = false;
  const ends = pairs.map((pair) =>
    pair[kind.from === 'visitor' ? 'expert' : 'visitor'].on(kind.name, () => (count.arrived += 1)),
  );
  const send = async (pair: Pair): Promise<void> => {
    while (!isOver) {
      try {
        await pair[kind.from].ask(kind.frame(pair.conversationId, (count.sent += 1)));
        count.acknowledged += 1;
      } catch (error) {
        if (!(error instanceof FrameRefused) || error.retryAfterMs === undefined) throw error;
        count.refused += 1;
        await pause(error.retryAfterMs);
      }
    }
  };
  const senders = pairs.flatMap((pair) => Array.from({ length: WINDOW }, () => send(pair)));
  const rate = pause(warmUpMs).then(() => rateOf(() => count.arrived, measureMs));
  const perSecond = await Promise.race([rate, Promise.all(senders).then(() => Number.NaN)]);
  isOver = true;
  await Promise.all(senders);
  const givenUpAt = performance.now() + 5_000;
  while (count.arrived < count.acknowledged && performance.now() < givenUpAt) await pause(20);
  for (const end of ends) end();
  return { perSecond, refused: count.refused, lost: Math.max(0, count.acknowledged - count.arrived) };
}

/** From the visitor's sending until it is with the expert, one after another, in milliseconds. */
async function oneByOne({ conversationId, visitor, expert }: Pair, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let index = 0; index < times; index += 1) {
    const arrived = expert.next('message').then(() => performance.now());
    const sentAt = performance.now();
    const answered = visitor.ask(storedMessage.frame(conversationId, index));
    taken.push((await arrived) - sentAt);
    await answered;
  }
  return taken;
}

async function measureEcho({ warmUpMs, measureMs, pairs }: Timing, singles: number): Promise<Echo> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'echo-server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    const sockets = await Promise.all(
      Array.from({ length: pairs }, async () => {
        const socket = new WebSocket(`ws://127.0.0.1:${String(port).trim()}/`, { perMessageDeflate: false });
        await once(socket, 'open');
        return socket;
      }),
    );
    const text = JSON.stringify({ ref: '1000', ...storedMessage.frame(randomUUID(), 0) });
    const [first] = sockets;
    const alone: number[] = [];
    for (let index = 0; index < singles; index += 1) {
      const sentAt = performance.now();
      first?.send(text);
      await once(first!, 'message');
      alone.push(performance.now() - sentAt);
    }
    let arrived = 0;
    for (const socket of sockets) {
      // Read as the other side reads its frames, so that the sender's share is the same.
      socket.on('message', (data: Buffer) => {
        arrived += JSON.parse(data.toString()).ref === '1000' ? 1 : 0;
        socket.send(text);
      });
      for (let index = 0; index < WINDOW; index += 1) socket.send(text);
    }
    await pause(warmUpMs);
    const perSecond = await rateOf(() => arrived, measureMs);
    for (const socket of sockets) socket.terminate();
    return { perSecond, aloneMs: median(alone) };
  } finally {
    child.kill();
  }
}

async function rateOf(counter: () => number, measureMs: number): Promise<number> {
  const [before, startedAt] = [counter(), performance.now()];
  await pause(measureMs);
  return ((counter() - before) / (performance.now() - startedAt)) * 1000;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
