import type { LiveSessionOpened, ServerFrame } from '@harmony-live/protocol';
import type { Http } from './http.ts';
import { ClientProblem } from './problem.ts';
import type { OpenTransport } from './transport.ts';

const path = '/v1/live/sessions';
/** The most frames that one request may carry. */
const mostFrames = 60;

/**
 * Long polling as a transport: `hello` opens a session, one request at a time brings what is sent, another one waits for
 * news. An answer that was lost on the way may have carried news, so any trouble ends the session; the next one joins again.
 */
export const openPolling =
  (http: Http): OpenTransport =>
  (events) => {
    const stop = new AbortController();
    const call = { signal: stop.signal, retry: false };
    let session: string | null = null;
    let outgoing: object[] = [];
    let isSending = false;

    const end = (): void => {
      if (stop.signal.aborted) return;
      stop.abort();
      if (session !== null) http.delete(`${path}/${session}`, { retry: false }).catch(() => {});
    };
    const fail = (): void => {
      if (stop.signal.aborted) return;
      end();
      events.closed();
    };
    const deliver = (frames: readonly ServerFrame[]): void => {
      for (const frame of frames) if (!stop.signal.aborted) events.frame(frame);
    };

    const sendAll = async (): Promise<void> => {
      isSending = true;
      try {
        while (outgoing.length > 0) {
          if (session === null) await begin(outgoing.shift()!);
          else deliver(await http.post(`${path}/${session}/frames`, outgoing.splice(0, mostFrames), call));
        }
      } catch {
        fail();
      }
      isSending = false;
    };

    const begin = async (hello: object): Promise<void> => {
      try {
        const { sessionId, ok } = await http.post<LiveSessionOpened>(path, hello, call);
        session = sessionId;
        deliver([ok]);
        void waitForNews();
      } catch (error) {
        if (!(error instanceof ClientProblem) || error.status === 0) throw error;
        deliver([{ frame: 'problem', ref: (hello as { ref: string }).ref, ...error.toFrame() }]);
      }
    };

    const waitForNews = async (): Promise<void> => {
      try {
        while (!stop.signal.aborted) deliver(await http.get(`${path}/${session}/frames`, call));
      } catch {
        fail();
      }
    };

    queueMicrotask(events.opened);
    return {
      send: (frame) => {
        outgoing.push(frame);
        if (!isSending) void sendAll();
      },
      close: end,
    };
  };
