import type { ClientFrame, ServerFrame, ServerFrames } from '@harmony-live/protocol';

/** A frame without its `ref`, which the wire gives. */
type WithoutRef<F> = F extends unknown ? Omit<F, 'ref'> : never;
export type Frame = WithoutRef<ClientFrame>;

/** What the server refused, or what kept it from answering. */
export class Refused extends Error {
  /** Of the problem, such as `assignment/taken`; `line/closed` and `server/unreachable` are the wire's own. */
  readonly code: string;

  constructor(code: string, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'Refused';
    this.code = code;
  }
}

/** Headers that say who calls: a cookie with Origin, or a token. */
export type Headers = Readonly<Record<string, string>>;

/** One live connection that has said hello. */
export interface Line {
  /** Resolves with the `ok`. @throws Refused */
  ask(frame: Frame): Promise<ServerFrames['ok'] & Record<string, unknown>>;
  /** Ends it; `closed` is not called. */
  close(): void;
}

/** What somebody with a connection hears. */
export interface Listener {
  frame(frame: ServerFrame): void;
  /** It ended without their doing. */
  closed(): void;
}

/** The way to the server: its HTTP API and its live protocol, and nothing else. */
export interface Wire {
  /** JSON over HTTP. Repeats by itself what was refused for speed or met a server that is not there. @throws Refused */
  call<T>(headers: Headers, method: Method, path: string, body?: object): Promise<T>;
  /** @param token of a visitor; members come by the cookie of the headers. @throws Refused */
  open(headers: Headers, token: string | undefined, listener: Listener): Promise<Line>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Answers by their `ref`: what every kind of line needs. */
export const createAnswers = () => {
  const waiting = new Map<string, { resolve: (frame: never) => void; reject: (error: Refused) => void }>();
  let refs = 0;
  return {
    /** Sends a frame by `send` with a `ref` of its own, and waits for what comes back with it. */
    ask: (frame: Frame, send: (frame: object) => void): ReturnType<Line['ask']> =>
      new Promise((resolve, reject) => {
        refs += 1;
        const ref = String(refs);
        waiting.set(ref, { resolve, reject });
        try {
          send({ ...frame, ref });
        } catch (error) {
          waiting.delete(ref);
          reject(new Refused('line/closed', String(error)));
        }
      }),
    /** @returns whether the frame was an answer */
    take: (frame: ServerFrame): boolean => {
      if (frame.frame !== 'ok' && frame.frame !== 'problem') return false;
      const asked = waiting.get(frame.ref ?? '');
      waiting.delete(frame.ref ?? '');
      if (frame.frame === 'ok') asked?.resolve(frame as never);
      else asked?.reject(new Refused(codeOf(frame.type), frame.detail));
      return true;
    },
    /** The line is gone: nothing more will come. */
    failAll: (): void => {
      for (const { reject } of waiting.values()) reject(new Refused('line/closed', 'the connection ended'));
      waiting.clear();
    },
  };
};

/** `urn:harmony:problem:assignment/taken` → `assignment/taken` */
export const codeOf = (type: string): string => type.replace(/^urn:harmony:problem:/, '');

/** The line went away in the middle; whoever had it comes back and looks how things stand. */
export const isCut = (error: unknown): boolean => error instanceof Refused && error.code === 'line/closed';
