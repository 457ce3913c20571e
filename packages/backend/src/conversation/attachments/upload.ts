import { createHash } from 'node:crypto';
import {
  maxConversationFileBytes,
  maxFileBytes,
  problem,
  type AttachedFile,
  type FileReceipt,
  type Problem,
} from '@harmony-live/protocol';
import { toIso } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Log } from '../log.ts';
import { isSame, type Person } from '../message.ts';
import { findConversation, lockConversations } from '../store.ts';
import { Bytes } from './bytes.ts';
import { contentsOf } from './contents.ts';
import { cleanName } from './names.ts';
import * as store from './store.ts';
import { mostUploadMs } from './waste.ts';

/** Whose file it is. */
export interface FileSender {
  organisationId: string;
  person: Person;
}

/** A file on its way in. */
export interface Incoming {
  conversationId: string;
  clientId: string;
  /** As the sender calls it. */
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

type Parts = Pick<Platform, 'clock' | 'db' | 'storage'>;

/**
 * Takes a file in: its bytes go to the storage as they come, then it becomes a message of kind `file`. The same file under the
 * same client's id is stored once, however often and at whatever moments it is sent.
 *
 * @throws Problem `file/type-refused`, `body/too-large`, `body/invalid`, `conversation/closed`, `conversation/not-found`,
 * `key/reused`; nothing is kept then
 */
export const takeIn = async (
  { clock, db, storage }: Parts,
  log: Log,
  { organisationId, person }: FileSender,
  { conversationId, clientId, name, bytes }: Incoming,
): Promise<FileReceipt> => {
  const id = clock.newId();
  await db.withOrganisation(organisationId, async (tx) => {
    const conversation = await findConversation(tx, conversationId);
    const isRepeat = (await store.findByClientId(tx, conversationId, clientId)) !== null;
    if (conversation?.state === 'closed' && !isRepeat) throw ended();
    if (!isRepeat && (await store.sizeOfAll(tx, conversationId)) >= maxConversationFileBytes) throw full();
    await store.noteWaste(tx, organisationId, id, new Date(clock.now() + mostUploadMs));
  });
  const dropBytes = async (): Promise<void> => {
    await storage.delete(id);
    await db.withOrganisation(organisationId, (tx) => store.crossOut(tx, [id]));
  };

  try {
    const { facts, sentHash } = await keep(storage, id, name, bytes);
    const { receipt, isNew } = await db.withOrganisation(organisationId, async (tx) => {
      // Whoever sends the same twice at once waits here, and then finds the first.
      await lockConversations(tx, [conversationId]);
      const before = await store.findByClientId(tx, conversationId, clientId);
      if (before !== null) return { receipt: again(before, sentHash, person), isNew: false };
      if ((await store.sizeOfAll(tx, conversationId)) + facts.size > maxConversationFileBytes) throw full();
      if (!(await store.crossOut(tx, [id]))) throw problem('server/busy', 'This took too long. Send it again.');
      const messageId = clock.newId();
      const submission = {
        ...{ conversationId, id: messageId, clientId, from: person, kind: 'file' as const },
        body: JSON.stringify(facts),
        at: new Date(clock.now()),
      };
      const [outcome] = await log.append(tx, organisationId, [submission]);
      if (outcome === undefined || 'refusal' in outcome) throw outcome?.refusal ?? ended();
      const { size } = facts;
      await store.insertAttachment(tx, { id, organisationId, conversationId, messageId, size, sentHash });
      const { seq, at } = outcome.stored;
      return { receipt: { id: messageId, seq, at: toIso(at), file: facts }, isNew: true };
    });
    if (!isNew) await dropBytes();
    return receipt;
  } catch (error) {
    await dropBytes();
    throw error;
  }
};

/** Puts the bytes away and says what they are. */
const keep = async (
  storage: Platform['storage'],
  id: string,
  given: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ facts: AttachedFile; sentHash: string }> => {
  const hash = createHash('sha256');
  const source = new Bytes(watched(bytes, (chunk) => hash.update(chunk)));
  const contents = await contentsOf(source, given);
  const size = await storage.put(id, contents.bytes);
  // What follows the end of a picture is not kept, but it was sent: a repeat must compare equal, and the limit holds for it.
  for await (const _ of source.rest());
  const { type, picture } = contents;
  return { facts: { id, name: cleanName(given, type), type, size, ...picture }, sentHash: hash.digest('hex') };
};

/** Counts what comes, and ends it at the limit. What breaks off is the sender's doing: they have gone, or changed their mind. */
async function* watched(
  bytes: AsyncIterable<Uint8Array>,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  const source = bytes[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { value, done } = await source.next().catch(() => {
        throw problem('body/invalid', '/file did not come whole.', { field: '/file', reason: 'is cut off' });
      });
      if (done === true) return;
      size += value.byteLength;
      if (size > maxFileBytes) throw tooLarge();
      see(value);
      yield value;
    }
  } finally {
    await source.return?.();
  }
}

/** The receipt of the first time. */
const again = (before: store.AttachmentRow, sentHash: string, sender: Person): FileReceipt => {
  const from: Person | null =
    before.visitorId !== null
      ? { kind: 'visitor', id: before.visitorId }
      : before.memberId !== null
        ? { kind: 'member', id: before.memberId }
        : null;
  if (before.sentHash !== sentHash || from === null || !isSame(from, sender)) {
    throw problem('key/reused', 'This clientId belongs to another file. Take a new one.', {
      field: '/clientId',
      reason: 'was used with other content',
    });
  }
  return { id: before.messageId, seq: before.seq, at: toIso(before.at), file: fileOf(before.body) };
};

/** What the message of a file says of it. */
export const fileOf = (body: string): AttachedFile => JSON.parse(body) as AttachedFile;

/** @param size in bytes, where the sender has said it */
export const tooLarge = (size?: number): Problem => {
  const mb = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);
  const most = mb(maxFileBytes);
  const detail =
    size === undefined ? `Too large: ${most} MB are allowed.` : `Too large: ${mb(size)} MB of ${most} MB allowed.`;
  return problem('body/too-large', detail, { field: '/file', reason: `must have at most ${maxFileBytes} bytes` });
};

const full = (): Problem =>
  problem('body/too-large', 'The files of this conversation have 200 MB together; no more fit in.');
const ended = (): Problem => problem('conversation/closed', 'Nothing can be added any more. Ask for help again.');
