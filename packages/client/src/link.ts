import type { Me, OkFields, ServerFrame } from '@harmony-live/protocol';
import type { Timers } from './environment.ts';
import type { Http } from './http.ts';
import { toClientProblem, type ClientProblem } from './problem.ts';
import type { OpenTransport } from './transport.ts';

/** From opening to the answer to `hello`. */
const helloWithinMs = 10_000;
/** How much longer than the server's own interval an answer may take, on a slow line. */
const marginMs = 5_000;

export interface LinkEvents {
  /** `hello` was answered for the first time. */
  up(me: Me): void;
  frame(frame: ServerFrame): void;
  /** It is over. A problem: `hello` was refused with it. Called once, and not after `close`. */
  down(refusal: ClientProblem | null): void;
}

/** One transport from opening to its end, with everything that `hello` is for. */
export interface Link {
  send(frame: object): void;
  /** Asks for a sign of life at once; without one within `withinMs` the link goes down. */
  probe(withinMs: number): void;
  close(): void;
}

/**
 * Opens a transport, says `hello`, and goes on saying it as often as the server says that it pings. Browsers hide pings, so
 * the answer is how a dead connection is noticed; the same frame brings a fresh token before the old one runs out.
 */
export const openLink = (open: OpenTransport, http: Http, timers: Timers, events: LinkEvents): Link => {
  let isOver = false;
  let isUp = false;
  let mayRenew = true;
  let hellos = 0;
  let hasLife = false;
  let deadline: unknown;
  let nextHello: unknown;

  const end = (): void => {
    isOver = true;
    timers.clear(deadline);
    timers.clear(nextHello);
    transport.close();
  };
  const down = (refusal: ClientProblem | null): void => {
    if (isOver) return;
    end();
    events.down(refusal);
  };

  /** Goes down unless something is heard from now on within this time. */
  const expectLife = (withinMs: number): void => {
    hasLife = false;
    timers.clear(deadline);
    deadline = timers.set(() => {
      if (!isUp || !hasLife) down(null);
    }, withinMs);
  };

  const sayHello = (): void => {
    const token = http.token();
    hellos += 1;
    transport.send({ frame: 'hello', ref: `hello-${hellos}`, v: 1, ...(token === null ? {} : { token }) });
  };

  const welcomed = ({ me, pingMs }: OkFields['hello']): void => {
    mayRenew = true;
    timers.clear(deadline);
    timers.clear(nextHello);
    nextHello = timers.set(() => probe(pingMs + marginMs), pingMs);
    if (isUp) return;
    isUp = true;
    events.up(me);
  };

  const refused = async (refusal: ClientProblem): Promise<void> => {
    if (refusal.status !== 401) return down(refusal);
    const isRenewed = mayRenew && (await http.renew());
    mayRenew = false;
    if (isOver) return;
    if (isRenewed) sayHello();
    else down(refusal);
  };

  const probe = (withinMs: number): void => {
    if (isOver || !isUp) return;
    expectLife(withinMs);
    sayHello();
  };

  const transport = open({
    opened: sayHello,
    closed: () => down(null),
    frame: (frame) => {
      if (isOver) return;
      hasLife = true;
      const isAnswer = frame.frame === 'ok' || frame.frame === 'problem';
      if (!isAnswer || !frame.ref?.startsWith('hello-')) return events.frame(frame);
      if (frame.frame === 'ok') welcomed(frame as unknown as OkFields['hello']);
      else void refused(toClientProblem(frame));
    },
  });
  expectLife(helloWithinMs);

  return { send: transport.send, probe, close: end };
};
