import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerFrame } from '@harmony-live/protocol';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../../packages/backend/src/app.ts';
import { chanceOf } from '../../packages/backend/src/commands/simulate/chance.ts';
import type { Plan } from '../../packages/backend/src/commands/simulate/plan.ts';
import { run, type Run, type RunOptions } from '../../packages/backend/src/commands/simulate/run.ts';
import { refusalOf } from '../../packages/backend/src/commands/simulate/server-wire.ts';
import { createTiming } from '../../packages/backend/src/commands/simulate/timing.ts';
import { createAnswers, Refused, type Wire } from '../../packages/backend/src/commands/simulate/wire.ts';
import type { Config } from '../../packages/backend/src/config.ts';
import { conversation } from '../../packages/backend/src/conversation/index.ts';
import { experts, importExperts } from '../../packages/backend/src/experts/index.ts';
import { gate } from '../../packages/backend/src/gate/index.ts';
import { createSite } from '../../packages/backend/src/identity/commands.ts';
import { identity } from '../../packages/backend/src/identity/index.ts';
import { matching } from '../../packages/backend/src/matching/index.ts';
import type { MemberCaller } from '../../packages/backend/src/platform/caller.ts';
import { systemClock, uuidv7, type Clock } from '../../packages/backend/src/platform/clock.ts';
import type { Database } from '../../packages/backend/src/platform/database/index.ts';
import type { Hub } from '../../packages/backend/src/platform/live/index.ts';
import { seededRandom } from '../../packages/backend/src/platform/seeded-random.ts';
import { requests } from '../../packages/backend/src/requests/index.ts';
import { beginVirtualTime, type VirtualTime } from './virtual-time.ts';

/** A Monday; the hour is the profile's. */
const monday = Date.parse('2026-03-02T00:00:00Z');
const dayMs = 86_400_000;
const origin = 'http://localhost:4400';
/** Problems that an expert who is not new has solved before, of their own group. */
const solvedBefore = 8;
/** Real time in which the server sees that the process answers again: it looks each second. */
const calmMs = 2_500;
/** The outbox looks for lost events each second; in a day without crashes once a minute is enough. */
const outboxEveryMs = 60_000;

const config: Config = {
  isDemo: false,
  port: 0,
  host: 'localhost',
  dataDir: '',
  secret: 'a secret for benchmarks, long enough',
  publicUrl: origin,
  embeddings: 'builtin',
  storageDir: '/nonexistent/files',
  logLevel: 'error',
  retentionDays: 90,
  rateFactor: 1000,
};

interface DayOptions {
  /** Hour of the day. */
  startsAt: number;
  /** Also of the server's own chance. */
  seed: number;
  /** What experts who are not new have solved before, by group; else it is what is asked on that day. */
  before?: ReadonlyMap<string, readonly string[]> | undefined;
}

/**
 * A plan's people in the product itself, from identity to conversation, over its own HTTP API and live protocol, in virtual
 * time: a day takes minutes, and every time-out is as long as in use.
 *
 * @param db empty, at the newest schema; closed with the app
 */
export const simulateDay = async (
  db: Database,
  plan: Plan,
  { startsAt, seed, before, ...options }: DayOptions & Omit<RunOptions, 'timing'>,
): Promise<Run> => {
  const time = beginVirtualTime(monday + startsAt * 3_600_000);
  try {
    trackDatabase(db, time);
    const clock = clockOf(time, seed);
    const app = await buildApp(config, {
      db,
      clock,
      modules: [identity, gate, requests, experts, matching, conversation],
    });
    // Letters and learning at night have no part in it, and their queue would be looked at each second of the day.
    Object.assign(app.platform.jobs, { start: async () => {}, send: async () => null });
    const members = new Map<string, MemberCaller>();
    admitMembers(app, members);
    time.takeTimers();
    await app.ready();
    try {
      const site = await createSite(app.platform, { organisation: 'Day', name: 'Day', origins: [origin] });
      const callers = await hire(app, site.organisationId, plan, before);
      // The server refuses work while the process answers late, as it did while it read two hundred profiles.
      await time.pause(calmMs);
      const headers = callers.map((caller) => {
        members.set(caller.memberId, caller);
        return { 'x-member': caller.memberId, origin };
      });
      const ground = { wire: createWire(app, time), site: site.key, origin, experts: headers };
      let isOver = false;
      const running = run(plan, ground, { timing: createTiming(1, time.now), ...options }).finally(
        () => (isOver = true),
      );
      await Promise.race([time.pass(() => isOver), running]);
      return await running;
    } finally {
      time.restore();
      await app.close();
    }
  } finally {
    time.restore();
  }
};

/** Whatever the product awaits in the database keeps time from passing. */
const trackDatabase = (db: Database, time: VirtualTime): void => {
  const { withOrganisation, asSystem } = db;
  let sweptAt = 0;
  db.withOrganisation = (id, work) => time.during(withOrganisation(id, work));
  db.asSystem = (reason, work) => {
    if (reason === 'outbox: sweep') {
      if (time.now() - sweptAt < outboxEveryMs) return Promise.resolve([] as never);
      sweptAt = time.now();
    }
    return time.during(asSystem(reason, work));
  };
};

const clockOf = (time: VirtualTime, seed: number): Clock => {
  let count = 0;
  return {
    now: () => time.now(),
    elapsed: () => time.now(),
    random: seededRandom(seed),
    newId: () => {
      count += 1;
      const bytes = new Uint8Array(10);
      new DataView(bytes.buffer).setUint32(6, count);
      return uuidv7(time.now(), bytes);
    },
    newSecret: () => systemClock.newSecret(),
  };
};

/** Experts are taken at their word: two hundred passwords would take longer than their day. Visitors have real tokens. */
const admitMembers = ({ platform: { access } }: FastifyInstance, members: ReadonlyMap<string, MemberCaller>): void => {
  const { authenticator, liveAuthenticator } = access;
  access.useAuthenticator(
    async (request) => members.get(String(request.headers['x-member'])) ?? authenticator(request),
  );
  access.useLiveAuthenticator(
    async (request, token) => members.get(String(request.headers['x-member'])) ?? liveAuthenticator(request, token),
  );
};

/** Makes the experts with what they say, and what they have solved in the last weeks. @returns them in the plan's order */
const hire = async (
  { platform }: FastifyInstance,
  organisationId: string,
  plan: Plan,
  before: DayOptions['before'],
): Promise<MemberCaller[]> => {
  const now = platform.clock.now();
  const people = plan.experts.map((expert, line) => {
    const chance = chanceOf(line, 'solved before');
    const asked = plan.visitors.filter(({ groups }) => groups.includes(expert.group)).map(({ text }) => text);
    const known = before?.get(expert.group) ?? asked;
    const count = expert.isNew || known.length === 0 ? 0 : solvedBefore;
    return {
      line,
      person: {
        ...{ email: `${line}@day.test`, name: expert.name, kind: undefined },
        profile: {
          ...{ statements: [...expert.statements], capacity: expert.capacity },
          languages: expert.languages.map(({ tag, level = 2 }) => ({ tag, level: level as 1 | 2 | 3 })),
          ...{ timeZone: null, hours: [], exceptions: [] },
        },
        evidence: Array.from({ length: count }, () => ({
          ...{ text: chance.one(known), solvedAt: now - dayMs * (1 + chance.below(60)), isAccepted: true, votes: 0 },
        })),
      },
    };
  });
  await importExperts(platform, people, { organisation: organisationId });
  const rows = await platform.db.asSystem(
    'bench: who was hired',
    (tx) => tx<{ memberId: string; accountId: string; name: string; email: string }[]>`
      select m.id as "memberId", a.id as "accountId", m.name, a.email from member m join account a on a.id = m.account_id
      where m.organisation_id = ${organisationId}`,
  );
  const byEmail = new Map(rows.map(({ email, ...row }) => [email, row]));
  return people.map(({ person }) => ({
    ...{ kind: 'member' as const, role: 'expert' as const, organisationId, ...byEmail.get(person.email)! },
  }));
};

/** The wire into the process: requests are injected, frames are handed to the hub, as its sockets do. */
const createWire = (app: FastifyInstance, time: VirtualTime): Wire => {
  const hub = app.platform.live as Hub;
  // What the product says is heard outside of whatever it was doing as it said so.
  const outside = AsyncLocalStorage.snapshot();
  return {
    call: (headers, method, path, body) =>
      time.during(
        outside(async () => {
          const payload = body === undefined ? {} : { payload: body };
          const answer = await app.inject({ method, url: path, headers, ...payload });
          if (answer.statusCode >= 400) throw refusalOf(answer.statusCode, answer.body);
          return (answer.body === '' ? undefined : answer.json()) as never;
        }),
      ),
    open: async (headers, token, listener) => {
      const answers = createAnswers();
      let isOver = false;
      const end = (): void => {
        isOver = true;
        answers.failAll();
      };
      const hear = (frame: ServerFrame): void => {
        if (!answers.take(frame) && !isOver) listener.frame(frame);
      };
      const later = (act: () => void): void =>
        void time.during(new Promise<void>((resolve) => setImmediate(() => (outside(act), resolve()))));
      const connection = hub.open(
        {
          send: (text) => later(() => hear(JSON.parse(text) as ServerFrame)),
          bufferedBytes: () => 0,
          isAlive: () => true,
          close: () =>
            later(() => {
              if (isOver) return;
              end();
              listener.closed();
            }),
        },
        { headers, log: app.log } as never,
      );
      const ask = (frame: object): ReturnType<Awaited<ReturnType<Wire['open']>>['ask']> =>
        answers.ask(frame as never, (full) => {
          if (isOver) throw new Refused('line/closed', 'it was closed');
          const { ref } = full as { ref: string };
          void time.during(outside(() => connection.receive(1, () => ({ ref, frame: full as never }))));
        });
      await ask({ frame: 'hello', v: 1, ...(token === undefined ? {} : { token }) });
      return {
        ask,
        close: () => {
          end();
          connection.gone();
        },
      };
    },
  };
};
