import type { ProblemBody, ProblemCode, ServerFrames } from '@harmony-live/protocol';

/**
 * A problem of the wire, or `network/unreachable`: nothing came back (no network, the connection broke, or no answer in
 * time, then with reason `timeout`). An answer that is no problem document counts as `server/error` with its own status.
 */
export type ClientProblemCode = ProblemCode | 'network/unreachable';

/** Why a call failed, the same for HTTP and the socket. Screens word it by `code`; `detail` is the server's English. */
export class ClientProblem extends Error {
  readonly code: ClientProblemCode;
  /** The HTTP status; 0 when nothing came back. */
  readonly status: number;
  /** What happened and what to do, in the server's words. */
  readonly detail: string;
  /** JSON path of the field that is wrong, such as `/email`. */
  readonly field?: string;
  /** Why that field is wrong, or `timeout`. */
  readonly reason?: string;
  /** How long the server asks to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number;

  constructor(code: ClientProblemCode, status: number, detail: string, extras: ProblemHints = {}) {
    super(detail);
    this.name = 'ClientProblem';
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.field = extras.field;
    this.reason = extras.reason;
    this.retryAfterMs = extras.retryAfterMs;
  }

  /** The other way round: as a `problem` frame has it. */
  toFrame(): Omit<ServerFrames['problem'], 'frame' | 'ref'> {
    const { code, status, detail, field, reason, retryAfterMs } = this;
    return { type: prefix + code, title: detail, status, detail, field, reason, retryAfterMs };
  }
}

type ProblemHints = { field?: string | undefined; reason?: string | undefined; retryAfterMs?: number | undefined };

/** A problem document or `problem` frame as an error. */
export const toClientProblem = (body: Partial<ProblemBody>, status = body.status ?? 0): ClientProblem =>
  new ClientProblem(
    // A newer server may say codes that this client does not know: they pass through as they are.
    (body.type?.startsWith(prefix) ? body.type.slice(prefix.length) : 'server/error') as ProblemCode,
    status,
    body.detail ?? body.title ?? `The server answered ${status}.`,
    body,
  );

// The same as `problemTypePrefix`, repeated because importing it would bring the whole table of titles.
const prefix = 'urn:harmony:problem:';

/** Nothing came back. */
export const unreachable = (reason?: string): ClientProblem =>
  new ClientProblem('network/unreachable', 0, 'The server could not be reached.', { reason });

/** True where trying the same again later may succeed by itself: no network, a busy or broken server, a limit of rate. */
export const isPassing = (problem: ClientProblem): boolean =>
  problem.code === 'network/unreachable' || problem.status >= 500 || problem.status === 429;
