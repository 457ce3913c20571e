import type { ServerFrame } from '@harmony-live/protocol';
import { codeOf, createAnswers, Refused, type Headers, type Line, type Wire } from './wire.ts';

/** How often something is tried that was refused for speed or found nobody. */
const tries = 5;
/** A longer pause than that is no pause any more. */
const longestPauseMs = 60_000;
/** From opening a socket to the answer to `hello`. */
const openWithinMs = 15_000;

/** Node's own client takes headers, which browsers' does not. */
type SocketOfNode = new (url: string, options: { headers: Headers }) => WebSocket;

/** The wire to a running server. @param url its origin, such as `http://localhost:4400` */
export const createServerWire = (url: string): Wire => ({
  call: async (headers, method, path, body) => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await once(url + path, headers, method, body);
      if ('value' in answer) return answer.value as never;
      const { refusal, retryAfterMs } = answer;
      if (retryAfterMs === undefined || retryAfterMs > longestPauseMs || attempt >= tries) throw refusal;
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    }
  },
  open: (headers, token, listener) => {
    const socket = new (WebSocket as unknown as SocketOfNode)(`${url.replace(/^http/, 'ws')}/v1/live`, { headers });
    const answers = createAnswers();
    let isOver = false;
    const line: Line = {
      ask: (frame) => answers.ask(frame, (full) => socket.send(JSON.stringify(full))),
      close: () => {
        isOver = true;
        answers.failAll();
        socket.close();
      },
    };
    return new Promise((resolve, reject) => {
      let isUp = false;
      const gone = (): void => {
        clearTimeout(timer);
        answers.failAll();
        if (isOver) return;
        isOver = true;
        if (isUp) listener.closed();
        else reject(new Refused('server/unreachable', 'no connection came about'));
      };
      const timer = setTimeout(() => socket.close(), openWithinMs);
      socket.onclose = gone;
      socket.onerror = gone;
      socket.onmessage = ({ data }) => {
        const frame = JSON.parse(String(data)) as ServerFrame;
        if (!answers.take(frame) && !isOver) listener.frame(frame);
      };
      socket.onopen = () => {
        line.ask({ frame: 'hello', v: 1, ...(token === undefined ? {} : { token }) }).then(
          () => {
            clearTimeout(timer);
            isUp = true;
            resolve(line);
          },
          (error: unknown) => {
            line.close();
            clearTimeout(timer);
            reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      };
    });
  },
});

type Answer = { value: unknown } | { refusal: Refused; retryAfterMs: number | undefined };

const once = async (url: string, headers: Headers, method: string, body: object | undefined): Promise<Answer> => {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (error) {
    const { cause, message } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return { refusal: new Refused('server/unreachable', why), retryAfterMs: 1000 };
  }
  if (response.ok) return { value: text === '' ? undefined : (JSON.parse(text) as unknown) };
  return { refusal: refusalOf(response.status, text), retryAfterMs: pauseOf(response, text) };
};

/** The problem of an answer that is none of 2xx; a proxy's page has none. */
export const refusalOf = (status: number, text: string): Refused => {
  try {
    const { type, detail } = JSON.parse(text) as { type: string; detail: string };
    return new Refused(codeOf(type), detail);
  } catch {
    return new Refused(`status/${status}`, text.slice(0, 200));
  }
};

/** Until when not to ask again; undefined where asking again would get the same answer. */
const pauseOf = ({ status, headers }: Response, text: string): number | undefined => {
  if (status !== 429 && status !== 503) return undefined;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const [, told] = /"retryAfterMs":\s*(\d+)/.exec(text) ?? [];
  return told === undefined ? 1000 * (Number.isNaN(seconds) ? 1 : seconds) : Number(told);
};
