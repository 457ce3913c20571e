import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { ClientFrame, ServerFrames, VisitStarted } from '@harmony-live/protocol';
import { WebSocket } from 'ws';
import { demoPassword } from '../packages/backend/src/demo/people.ts';

type FrameName = keyof ServerFrames;
type Unreferenced<F> = F extends { ref?: string } ? Omit<F, 'ref'> : never;

/** How long an answer may take before a benchmark gives up. */
const ANSWER_WITHIN_MS = 15_000;

/** A frame that the server answered with a problem. */
export class FrameRefused extends Error {
  /** Set where it may be sent again later. */
  readonly retryAfterMs: number | undefined;

  constructor({ type, detail, retryAfterMs }: ServerFrames['problem']) {
    super(`${type}: ${detail}`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** A live connection at its barest: no reconnecting, so that what is measured is the server. */
export interface Line {
  /** Sends a frame and resolves with its `ok`; rejects with the problem. */
  ask(frame: Unreferenced<ClientFrame>): Promise<ServerFrames['ok'] & Record<string, unknown>>;
  /** @returns a function that ends it */
  on<N extends FrameName>(name: N, listener: (frame: ServerFrames[N]) => void): () => void;
  /** Resolves with the next frame of that name that fits. */
  next<N extends FrameName>(name: N, fits?: (frame: ServerFrames[N]) => boolean): Promise<ServerFrames[N]>;
  close(): void;
}

/** Somebody with a connection that has said hello. */
export interface Person {
  line: Line;
  /** JSON over HTTP as this person. */
  call<T>(method: string, path: string, body?: object): Promise<T>;
}

/** Signs one of the demo's people in. */
export async function signIn(url: string, email: string): Promise<Person> {
  const cookie = await cookieOf(url, email);
  return openMember(url, cookie);
}

/** The session cookie of one of the demo's people, for further connections or a browser. */
export async function cookieOf(url: string, email: string): Promise<string> {
  const response = await fetch(`${url}/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ email, password: demoPassword }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (!response.ok || cookie === undefined) throw new Error(`${email} could not sign in: ${await response.text()}`);
  return cookie;
}

/** One more tab of a member. */
export async function openMember(url: string, cookie: string): Promise<Person> {
  const headers = { cookie, origin: url };
  return { line: await openLine(url, headers), call: caller(url, headers) };
}

/** A new visitor of the demo's site, as its page would bring one. */
export async function openVisitor(url: string): Promise<Person> {
  const origin = 'http://localhost:5000';
  const { token } = await caller(url, { origin })<VisitStarted>('POST', '/v1/visits', { site: 'pk_demo' });
  const headers = { origin, authorization: `Bearer ${token}` };
  return { line: await openLine(url, { origin }, token), call: caller(url, headers) };
}

/** The body of a help request that only Ada's statements fit. */
export const databaseProblem = (): object => ({
  clientId: randomUUID(),
  text: 'Our PostgreSQL query got slow since we added a million rows, which index is missing?',
  context: { page: { path: '/invoices', title: 'Invoices' } },
});

function caller(url: string, headers: Record<string, string>): Person['call'] {
  return async <T>(method: string, path: string, body?: object) => {
    const response = await fetch(url + path, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
}

async function openLine(url: string, headers: Record<string, string>, token?: string): Promise<Line> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/live`, { headers, perMessageDeflate: false });
  await once(socket, 'open');
  const listeners = new Map<FrameName, Set<(frame: never) => void>>();
  const waiting = new Map<string, { resolve: (frame: never) => void; reject: (error: Error) => void }>();
  let refs = 0;
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as ServerFrames[FrameName];
    for (const listener of [...(listeners.get(frame.frame) ?? [])]) listener(frame as never);
    if (!('ref' in frame) || frame.ref === undefined) return;
    const asked = waiting.get(frame.ref);
    waiting.delete(frame.ref);
    if (frame.frame === 'ok') asked?.resolve(frame as never);
    else if (frame.frame === 'problem') asked?.reject(new FrameRefused(frame));
  });
  socket.on('close', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`the connection ended with ${code}`));
  });

  const line: Line = {
    ask: (frame) =>
      new Promise((resolve, reject) => {
        refs += 1;
        const ref = String(refs);
        waiting.set(ref, { resolve, reject });
        socket.send(JSON.stringify({ ...frame, ref }));
      }),
    on: (name, listener) => {
      const those = listeners.get(name) ?? new Set();
      listeners.set(name, those.add(listener as (frame: never) => void));
      return () => void those.delete(listener as (frame: never) => void);
    },
    next: (name, fits = () => true) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`no frame ${name} came`)), ANSWER_WITHIN_MS);
        const end = line.on(name, (frame) => {
          if (!fits(frame)) return;
          clearTimeout(timer);
          end();
          resolve(frame);
        });
      }),
    close: () => socket.close(),
  };
  await line.ask({ frame: 'hello', v: 1, ...(token === undefined ? {} : { token }) });
  return line;
}
