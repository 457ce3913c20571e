import { problem, type ProblemCode } from '@harmony-live/protocol';
import type { FastifyRequest } from 'fastify';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Answers what is not there, not yours, and not even an id in the same words, so that nobody learns which it was. */
const nothingHere = (code: ProblemCode) => problem(code, 'It does not exist, or you have no part in it.');

/**
 * The id in the path, in lower case. A malformed one is a thing that does not exist, never a malformed request.
 *
 * @throws Problem `code`, a `<noun>/not-found`
 */
export const pathId = (request: FastifyRequest, code: ProblemCode, name = 'id'): string => {
  const value = (request.params as Record<string, unknown>)[name];
  if (typeof value !== 'string' || !uuid.test(value)) throw nothingHere(code);
  return value.toLowerCase();
};

/** What a path names, loaded before anything in the body is looked at. */
export interface Resource<T> {
  /** For the route's `onRequest`: the caller is known by then, and the body is not yet read. */
  load: (request: FastifyRequest) => Promise<void>;
  /** What `load` found. */
  of: (request: FastifyRequest) => T;
}

/**
 * The thing that `:id` in the path names, as far as the caller may know of it: malformed, unknown, another
 * organisation's and not theirs are all the same 404, and that comes before any 400.
 *
 * ```ts
 * const conversation = resource('conversation/not-found', (request, id) =>
 *   db.withOrganisation(asPerson(request.caller).organisationId, (tx) => findConversation(tx, id, request.caller)));
 *
 * app.post('/v1/conversations/:id/close', { schema: { … }, onRequest: conversation.load }, async (request) => {
 *   const { id, state } = conversation.of(request);
 * ```
 *
 * The route's schema needs no `params`. `load` may return the id alone where there is nothing else to keep. What it found
 * may have changed when the handler runs: a handler that writes checks again in its own transaction.
 *
 * @param load returns null for a thing that this caller has no part in
 */
export const resource = <T extends object | string>(
  code: ProblemCode,
  load: (request: FastifyRequest, id: string) => Promise<T | null>,
  name = 'id',
): Resource<T> => {
  const found = new WeakMap<FastifyRequest, T>();
  return {
    load: async (request) => {
      const thing = await load(request, pathId(request, code, name));
      if (thing === null) throw nothingHere(code);
      found.set(request, thing);
    },
    of: (request) => {
      const thing = found.get(request);
      if (thing === undefined) throw new Error(`the route ${request.routeOptions.url} lacks onRequest: resource.load`);
      return thing;
    },
  };
};
