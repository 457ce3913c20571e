import { problem, type EmailOfRequest } from '@harmony-live/protocol';
import { vouchedEmailOf } from '../../identity/index.ts';
import type { Tx } from '../../platform/database/index.ts';
import type { Platform } from '../../platform/platform.ts';
import { findRequest, lockRequest, reachByEmail, type HelpRequestRow } from '../../requests/index.ts';
import { addressHash, checkAddress, isSameAddress } from './address.ts';
import { lookForLetters } from './outgoing/due.ts';
import { sendLetter } from './outgoing/send.ts';
import * as store from './store.ts';

/** Whoever presses again has not waited for the letter: a second one would only confuse. */
const againAfterMs = 5 * 60_000;
const hourMs = 3_600_000;
/** Letters that ask whether an address is theirs, to one address within a day, whoever asks: somebody else's is not flooded. */
const mostToAddress = 5;
/** The same for one visitor within an hour: typing errors, not lists. */
const mostOfVisitor = 5;

/**
 * Sends the answer to a request to an address once the person's page is gone. An address that the host vouches for, or that
 * this visitor has verified before, is good at once; to another goes a letter with a link, and nothing else until that was
 * pressed. Another address takes the place of the one before, whose links then lead nowhere.
 *
 * @param typed absent: the address that the host vouches for
 * @throws Problem `mail/unavailable`, `help-request/over`, `body/invalid`, `rate/limited`
 */
export const tellByEmail = async (
  platform: Platform,
  request: HelpRequestRow,
  typed: string | undefined,
): Promise<EmailOfRequest> => {
  const { config, db, mail } = platform;
  if (!mail.canSend) {
    throw problem('mail/unavailable', 'This server sends no letters. Keep this page open, and the answer comes here.');
  }
  const { id, organisationId, visitorId } = request;
  const given = typed === undefined ? undefined : checkAddress(typed);
  const sent =
    given === undefined ? undefined : await countLetters(platform, addressHash(config.secret, given), visitorId);
  return db.withOrganisation(organisationId, async (tx) => {
    const now = await lockRequest(tx, id);
    if (now === undefined) throw problem('help-request/not-found', 'It does not exist, or you have no part in it.');
    if (now.state !== 'queued' && now.state !== 'matched') {
      throw problem('help-request/over', 'Nobody waits for an answer to it any more. Ask again.');
    }
    const vouched = await vouchedEmailOf(tx, now.visitorId);
    const address = given ?? vouched;
    if (address === null) {
      throw problem('body/invalid', 'Write the e-mail address that the answer is to go to.', {
        ...{ field: '/email', reason: 'is required' },
      });
    }
    const isKnown = vouched !== null && isSameAddress(address, vouched);
    return keep(platform, tx, { ...now, organisationId }, address, isKnown, sent);
  });
};

/** How many letters went out lately; the walls of `sent` count over all organisations, as a mailbox has only one. */
type Counted = Awaited<ReturnType<typeof store.lettersSince>>;

const countLetters = ({ clock, db }: Platform, hash: Buffer, visitorId: string): Promise<Counted> => {
  const now = clock.now();
  return db.asSystem('letters to an address', (tx) =>
    store.lettersSince(
      tx,
      { addressHash: hash, visitorId },
      { day: new Date(now - 24 * hourMs), hour: new Date(now - hourMs) },
    ),
  );
};

const keep = async (
  platform: Platform,
  tx: Tx,
  request: HelpRequestRow,
  address: string,
  isVouched: boolean,
  counted: Counted | undefined,
): Promise<EmailOfRequest> => {
  const { clock } = platform;
  const { organisationId, visitorId } = request;
  const at = new Date(clock.now());
  const before = await store.lockThreadOf(tx, request.id);
  const isSame = before !== undefined && isSameAddress(before.address, address);
  const isGood =
    isVouched || (isSame && before.verifiedAt !== null) || (await store.hasVerified(tx, visitorId, address));
  const verifiedAt = isGood ? at : null;
  const id = before?.id ?? clock.newId();
  if (before === undefined) {
    const { siteId, language } = request;
    await store.insertThread(tx, {
      ...{ id, organisationId, siteId, visitorId, requestId: request.id, address, language, createdAt: at, verifiedAt },
    });
  } else {
    // What was sent to another address is not for whoever has this one.
    if (!isSame) await store.deleteLinksOf(tx, id);
    await store.setAddress(tx, id, address, verifiedAt);
  }
  await reachByEmail(platform, tx, request, isGood ? 'verified' : 'unverified');
  if (isGood) await lookForLetters(platform, tx, { organisationId, threadId: id });
  else await askWhose(platform, tx, { organisationId, threadId: id, address }, counted);
  return { email: address, isVerified: isGood };
};

/** The letter with the link, unless one is on its way. @throws Problem `rate/limited` */
const askWhose = async (
  platform: Platform,
  tx: Tx,
  { organisationId, threadId, address }: { organisationId: string; threadId: string; address: string },
  counted: Counted | undefined,
): Promise<void> => {
  const { clock, config } = platform;
  const now = clock.now();
  const hash = addressHash(config.secret, address);
  const last = await store.lastVerify(tx, threadId, hash);
  if (last !== null && now - last.getTime() < againAfterMs) return;
  const factor = config.rateFactor;
  if (counted !== undefined && counted.ofVisitor >= mostOfVisitor * factor) {
    throw problem('rate/limited', 'Several letters are on their way. Look for one of them, or try again in an hour.', {
      retryAfterMs: hourMs,
    });
  }
  if (counted !== undefined && counted.toAddress >= mostToAddress * factor) {
    throw problem('rate/limited', 'This address got several letters today. Look for one of them there.', {
      ...{ field: '/email', reason: 'got several letters today', retryAfterMs: hourMs },
    });
  }
  await sendLetter(platform, tx, {
    ...{ organisationId, threadId, kind: 'verify', about: clock.newId(), addressHash: hash },
  });
};

/** The mailbox is theirs: what they asked waits for them, and what was answered meanwhile goes out. */
export const verifyAddress = async (platform: Platform, tx: Tx, thread: store.ThreadRow): Promise<void> => {
  const { clock } = platform;
  const { id: threadId, organisationId } = thread;
  if (thread.stoppedAt !== null || thread.verifiedAt !== null) return;
  await store.setVerified(tx, threadId, new Date(clock.now()));
  const request = await findRequest(tx, thread.requestId);
  await reachByEmail(platform, tx, { ...request!, organisationId }, 'verified');
  await lookForLetters(platform, tx, { organisationId, threadId });
};

/** No more letters; what is asked goes with the page from now on. Nothing where they have stopped already. */
export const stopLetters = async (
  platform: Platform,
  tx: Tx,
  thread: store.ThreadRow,
  because: store.StopReason,
): Promise<void> => {
  if (thread.stoppedAt !== null) return;
  await store.setStopped(tx, thread.id, because, new Date(platform.clock.now()));
  // Nobody has said that the mailbox is theirs: what was sent there is good for nothing.
  if (thread.verifiedAt === null) await store.deleteLinksOf(tx, thread.id);
  const request = await findRequest(tx, thread.requestId);
  await reachByEmail(platform, tx, { ...request!, organisationId: thread.organisationId }, 'not');
};
