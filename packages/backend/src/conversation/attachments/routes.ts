import multipart from '@fastify/multipart';
import { FileReceipt, UploadFile, maxFileBytes, problem } from '@harmony-live/protocol';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerKey } from '../../platform/caller.ts';
import { asPerson } from '../../platform/http/access.ts';
import { resource } from '../../platform/http/resource.ts';
import { existing, partOf } from '../access.ts';
import type { Log } from '../log.ts';
import { personOf } from '../message.ts';
import { findConversation } from '../store.ts';
import { dispositionOf, isShown } from './disposition.ts';
import { findAttachment } from './store.ts';
import { fileOf, takeIn, tooLarge } from './upload.ts';

const tags = ['conversations'];
/** Files a minute of one person; they are large, and each is looked through. */
export const uploadsPerMinute = 20;
/** What stands around a file in a multipart body, at most, in bytes. */
const mostAround = 16 * 1024;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Files of conversations over HTTP. Registered in a scope of its own: nowhere else is `multipart/form-data` read. */
export const attachmentRoutes = async (scope: FastifyInstance, { log }: { log: Log }): Promise<void> => {
  const { config, db, storage } = scope.platform;
  await scope.register(multipart, {
    limits: {
      files: 1,
      fields: 1,
      parts: 2,
      fieldSize: 64,
      fieldNameSize: 32,
      headerPairs: 20,
      fileSize: maxFileBytes + 1,
    },
    throwFileSizeLimit: false,
  });
  const app = scope.withTypeProvider<TypeBoxTypeProvider>();

  const own = resource('conversation/not-found', (request, id) => {
    const caller = asPerson(request.caller);
    return db.withOrganisation(caller.organisationId, (tx) => existing(tx, caller, id, 'participant'));
  });
  const readable = resource('attachment/not-found', (request, id) => {
    const caller = asPerson(request.caller);
    return db.withOrganisation(caller.organisationId, async (tx) => {
      const attachment = await findAttachment(tx, id);
      const conversation = attachment && (await findConversation(tx, attachment.conversationId));
      return conversation && partOf(caller, conversation) !== null ? attachment : null;
    });
  });

  const count = scope.createRateLimit({
    max: uploadsPerMinute * config.rateFactor,
    timeWindow: 60_000,
    keyGenerator: (request) => `upload:${callerKey(request.caller)}`,
  });
  const refuseTooMany = async (request: FastifyRequest): Promise<void> => {
    const result = await count(request);
    if (result.isAllowed || !result.isExceeded) return;
    throw problem('rate/limited', `Wait ${result.ttlInSeconds} s before the next file.`, { retryAfterMs: result.ttl });
  };
  // Before a byte of it is read, where the sender says how much there is.
  const refuseTooLarge = async ({ headers }: FastifyRequest): Promise<void> => {
    const length = Number(headers['content-length']);
    if (length > maxFileBytes + mostAround) throw tooLarge(length);
  };

  app.post(
    '/v1/conversations/:id/attachments',
    {
      schema: {
        summary:
          'Attach a file: what it is, its bytes decide. Idempotent by `clientId`: the same file gets the same receipt',
        description:
          'Fields in this order: `clientId`, then `file`. Pictures (PNG, JPEG, GIF, WebP), PDF and texts in UTF-8 (TXT, LOG, MD, CSV, JSON, HAR), 20 MB at most, 200 MB in one conversation. Pictures lose the places, cameras and comments that they carry.',
        tags,
        consumes: ['multipart/form-data'],
        body: UploadFile,
        response: { 200: FileReceipt },
      },
      // The parts are read one after another, as they come.
      validatorCompiler: () => () => true,
      bodyLimit: maxFileBytes + mostAround,
      onRequest: [own.load, refuseTooMany, refuseTooLarge],
    },
    async (request) => {
      if (!request.isMultipart()) throw problem('file/type-refused', 'Send multipart/form-data.');
      const incoming = await nextFile(request);
      const caller = asPerson(request.caller);
      const sender = { organisationId: caller.organisationId, person: personOf(caller) };
      return takeIn(scope.platform, log, sender, { conversationId: own.of(request).id, ...incoming });
    },
  );

  app.get(
    '/v1/attachments/:id',
    {
      schema: {
        summary: 'A file of a conversation, for whoever may read that: pictures to be shown, all else to be kept',
        tags,
        produces: ['application/octet-stream'],
      },
      onRequest: readable.load,
    },
    async (request, reply) => {
      const { id, body } = readable.of(request);
      const { name, type } = fileOf(body);
      const stored = await storage.open(id);
      if (stored === null) throw problem('attachment/not-found', 'It was here, but its bytes are gone.');
      return (
        reply
          .header('content-type', isShown(type) || type === 'application/pdf' ? type : `${type}; charset=utf-8`)
          .header('content-length', stored.size)
          .header('content-disposition', dispositionOf(name, type))
          .header('content-security-policy', "sandbox; default-src 'none'")
          .header('x-content-type-options', 'nosniff')
          // Nothing of it stays on a device that others use, or after it was erased.
          .header('cache-control', 'no-store')
          .send(stored.stream)
      );
    },
  );
};

/** Reads up to the file, whose bytes are yet to come. */
const nextFile = async (
  request: FastifyRequest,
): Promise<{ clientId: string; name: string; bytes: AsyncIterable<Uint8Array> }> => {
  const missing = (field: string, reason: string) => problem('body/invalid', `${field} ${reason}.`, { field, reason });
  let clientId: string | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname !== 'clientId') throw missing(`/${part.fieldname.slice(0, 32)}`, 'is not known here');
      if (typeof part.value !== 'string' || !uuid.test(part.value)) throw missing('/clientId', 'must be a valid uuid');
      clientId = part.value.toLowerCase();
      continue;
    }
    if (part.fieldname !== 'file') throw missing(`/${part.fieldname.slice(0, 32)}`, 'is not known here');
    if (clientId === null) throw missing('/clientId', 'is missing before the file');
    return { clientId, name: part.filename ?? '', bytes: part.file };
  }
  throw missing('/file', 'is missing');
};
