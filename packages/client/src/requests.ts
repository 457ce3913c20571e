import type { ServerFrames } from '@harmony-live/protocol';
import type { Timers } from './environment.ts';
import type { RequestOptions } from './live-types.ts';
import { toClientProblem, unreachable, type ClientProblem } from './problem.ts';

type Send = (frame: object) => void;

interface Request {
  frame: object;
  options: RequestOptions;
  isSent: boolean;
  timer: unknown;
  resolve: (fields: object) => void;
  reject: (problem: ClientProblem) => void;
}

/** Requests that wait for their answer. Each frame gets a `ref` by which the answer finds it. */
export interface Requests {
  /** @param send null while there is no connection */
  add(frame: object, send: Send | null, options?: RequestOptions): Promise<object>;
  answer(frame: ServerFrames['ok'] | ServerFrames['problem']): void;
  /** The connection is gone: those that may not be sent twice fail, the others wait for `goOn`. */
  cutOff(): void;
  goOn(send: Send): void;
  failAll(): void;
}

const defaultTimeoutMs = 10_000;

export const createRequests = (timers: Timers): Requests => {
  const waiting = new Map<string, Request>();
  let refs = 0;

  const settle = (ref: string): Request | undefined => {
    const request = waiting.get(ref);
    waiting.delete(ref);
    timers.clear(request?.timer);
    return request;
  };
  const fail = (ref: string, reason?: string): void => settle(ref)?.reject(unreachable(reason));

  const sendOff = (ref: string, request: Request, send: Send): void => {
    request.isSent = true;
    request.timer = timers.set(() => fail(ref, 'timeout'), request.options.timeoutMs ?? defaultTimeoutMs);
    send({ ...request.frame, ref });
  };

  return {
    add: (frame, send, options = {}) =>
      new Promise((resolve, reject) => {
        if (send === null && !options.resend) return reject(unreachable());
        const ref = String(++refs);
        const request = { frame, options, isSent: false, timer: undefined, resolve, reject };
        waiting.set(ref, request);
        if (send !== null) sendOff(ref, request, send);
      }),
    answer: (frame) => {
      const request = settle(frame.ref ?? '');
      if (frame.frame === 'ok') request?.resolve(frame);
      else request?.reject(toClientProblem(frame));
    },
    cutOff: () => {
      for (const [ref, request] of waiting) {
        if (!request.options.resend) fail(ref);
        timers.clear(request.timer);
        request.isSent = false;
      }
    },
    goOn: (send) => {
      for (const [ref, request] of waiting) if (!request.isSent) sendOff(ref, request, send);
    },
    failAll: () => {
      for (const ref of [...waiting.keys()]) fail(ref);
    },
  };
};
