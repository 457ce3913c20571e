import { newId } from './environment.ts';
import type { Http } from './http.ts';
import type { Live } from './live-types.ts';
import { toClientProblem, unreachable, type ClientProblem } from './problem.ts';

/** Where the files of one conversation go to and come from. Moving their bytes is the screen's: it needs a browser. */
export interface FilePlace {
  http: Http;
  /** Tells when the connection is back. */
  live: Pick<Live, 'onConnected'>;
  /** Scheme, host and port of the backend; empty for the page's own origin, where the cookie speaks. */
  baseUrl: string;
  conversationId: string;
  newId(): string;
  /** What an answer means that is no success. @param status 0 where nothing came back */
  problemOf(body: object, status: number): ClientProblem;
}

export const createFilePlace = (place: Omit<FilePlace, 'newId' | 'problemOf'>): FilePlace => ({
  ...place,
  newId: () => newId(),
  problemOf: (body, status) => (status === 0 ? unreachable() : toClientProblem(body, status)),
});
