import { readdir } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Answer, Somebody } from '../../../test/app.ts';
import { png } from './samples.fixture.ts';

/** What is sent, and how; a small picture unless something else is said. */
export interface Sending {
  clientId?: string;
  name?: string;
  bytes?: Buffer;
  /** Instead of the three above. */
  form?: FormData;
  headers?: Record<string, string>;
  /** Only so many bytes of the request arrive. */
  cutAt?: number;
}

/** Attaches a file as a browser does. */
export const attachTo = async (
  app: FastifyInstance,
  conversationId: string,
  who: Somebody,
  { clientId = app.platform.clock.newId(), name = 'shot.png', bytes = png(), form, headers = {}, cutAt }: Sending,
): Promise<Answer> => {
  const body = form ?? new FormData();
  if (form === undefined) {
    body.set('clientId', clientId);
    body.set('file', new Blob([new Uint8Array(bytes)]), name);
  }
  const encoded = new Response(body);
  const answer = await app.inject({
    method: 'POST',
    url: `/v1/conversations/${conversationId}/attachments`,
    headers: { ...who.headers, 'content-type': encoded.headers.get('content-type')!, ...headers },
    payload: Buffer.from(await encoded.arrayBuffer()).subarray(0, cutAt),
  });
  return { status: answer.statusCode, body: answer.json() };
};

/** Names of all files in the storage. */
export const storedFiles = async ({ platform }: FastifyInstance): Promise<string[]> =>
  (await readdir(platform.config.storageDir, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((one) => one.isFile())
    .map(({ name }) => name);

/** What is noted to be deleted. */
export const wastedIds = ({ platform }: FastifyInstance): Promise<unknown[]> =>
  platform.db.asSystem('test', async (tx) => [...(await tx`select id from attachment_waste`)]);
