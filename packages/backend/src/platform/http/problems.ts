import { Problem, problem } from '@harmony-live/protocol';
import fastifyPlugin from 'fastify-plugin';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import postgres from 'postgres';
import { callerKey } from '../caller.ts';
import { DatabaseError } from '../database/index.ts';
import { faultOfText } from './text.ts';
import { FaultError, type Fault } from './validation.ts';

/**
 * Every failure leaves as a problem of the protocol (RFC 9457). Expected ones are logged once at info with their code,
 * unexpected ones once as an error with all that helps, of which the caller sees no more than the request's id.
 */
export const problemReplies = fastifyPlugin(
  async (app) => {
    app.setErrorHandler((error, request, reply) => {
      const { answer, isExpected } = toProblem(unstorable(error, request) ?? error);
      const about = {
        code: answer.code,
        route: request.routeOptions.url,
        method: request.method,
        caller: who(request),
      };
      if (isExpected) request.log.info({ ...about, field: answer.extras.field }, 'problem');
      else request.log.error({ ...about, err: error }, 'request failed');
      return sendProblem(reply, answer);
    });
    app.setNotFoundHandler((request, reply) => {
      request.log.info({ code: 'route/not-found', method: request.method }, 'problem');
      return sendProblem(reply, problem('route/not-found', 'Check the address; /docs/ lists what there is.'));
    });
  },
  { name: 'problems' },
);

/** For addresses that cannot be read at all: Fastify's option `frameworkErrors`, as no hook or handler runs for them. */
export const unreadableRequest = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  const { answer } = toProblem(error);
  request.log.info({ code: answer.code, method: request.method }, 'problem');
  void sendProblem(reply, answer);
};

/** What the database refuses of a value (class 22) may be text that it cannot hold: then whoever sent that is told where it is. */
const unstorable = (error: unknown, { body, query }: FastifyRequest): FaultError | null => {
  if (!(error instanceof postgres.PostgresError) || !error.code.startsWith('22')) return null;
  const fault = faultOfText(body) ?? faultOfText(query);
  return fault === null ? null : new FaultError(fault);
};

const who = (request: FastifyRequest): string => (request.caller ? callerKey(request.caller) : 'anybody');

const sendProblem = (reply: FastifyReply, answer: Problem): FastifyReply => {
  const { retryAfterMs } = answer.extras;
  if (retryAfterMs !== undefined) reply.header('retry-after', Math.max(1, Math.ceil(retryAfterMs / 1000)));
  return reply
    .code(answer.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(answer.toBody()));
};

/** What somebody outside may know of an error, on HTTP and on the socket alike. */
export const toProblem = (error: unknown): { answer: Problem; isExpected: boolean } => {
  if (error instanceof Problem) return { answer: error, isExpected: error.status < 500 || error.status === 503 };
  if (error instanceof FaultError) return { answer: invalidBody(error.fault), isExpected: true };
  if (isDatabaseGone(error)) {
    const answer = problem('database/unavailable', 'Try again in a moment.', { retryAfterMs: 2_000 });
    return { answer, isExpected: false };
  }
  const answer = fromFastify(error as Partial<FastifyError>);
  if (answer !== null) return { answer, isExpected: true };
  return { answer: problem('server/error', 'It is logged, with the x-request-id of this answer.'), isExpected: false };
};

/** `body/invalid` with the part that is wrong and why. */
export const invalidBody = ({ field, reason }: Fault): Problem =>
  problem('body/invalid', `${field === '' ? 'The body' : field} ${reason}.`, { field, reason });

/** What Fastify refuses before any code of ours runs. */
const fromFastify = ({ code, statusCode, validation, message }: Partial<FastifyError>): Problem | null => {
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('body/too-large', 'Send less at once.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('file/type-refused', 'Send application/json.');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return invalidBody({ field: '', reason: 'is not JSON' });
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return invalidBody({ field: '', reason: 'is not as long as Content-Length says' });
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return problem('route/not-found', 'Check the address; /docs/ lists what there is.');
  }
  if (validation !== undefined) return invalidBody({ field: '', reason: message ?? 'is not valid' });
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return null;
  if (statusCode === 404) return problem('route/not-found', 'Check the address.');
  if (statusCode === 413) return problem('body/too-large', 'Send less at once.');
  if (statusCode === 415) return problem('file/type-refused', 'Send application/json.');
  return invalidBody({ field: '', reason: 'could not be read' });
};

/** Codes of postgres.js and of sockets that mean "not there", and those of PostgreSQL (classes 08, 57P0x, 53). */
const goneCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);

const isDatabaseGone = (error: unknown): boolean => {
  if (error instanceof DatabaseError) {
    return error.code === 'database/unavailable' || error.code === 'database/engine-exited';
  }
  if (error instanceof postgres.PostgresError) return /^(08|53|57P0)/.test(error.code);
  return error instanceof Error && goneCodes.has((error as NodeJS.ErrnoException).code ?? '');
};
