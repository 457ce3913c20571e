import type { ImapFlow } from 'imapflow';

/** No single thing that a server sends may be larger, in bytes: above what a mail is ever fetched whole at. */
const mostAtOnce = 24 * 1024 * 1024;

/** A server that accepts a connection and then says nothing, as one does that is going down, is tried again after so long. */
export const openWithinMs = 20_000;

/** A mailbox that is open, with the connection that holds it. */
export interface OpenMailbox {
  client: ImapFlow;
  close(): void;
}

/**
 * Opens the mailbox that an address names: `imaps://user:password@host:port/FOLDER`. `imap://` goes over to TLS where the
 * server offers STARTTLS. The folder is `INBOX` where the path is empty.
 *
 * @param onNews called when something has come while nobody asked, and when the connection ends
 * @param signal closes it, also while it is being opened
 * @param withinMs from connecting to the open folder, signing in included
 * @throws Error whose words hold neither user nor password: the server's host, and what it said
 */
export const openMailbox = async (
  address: string,
  onNews: () => void = () => {},
  signal?: AbortSignal,
  withinMs = openWithinMs,
): Promise<OpenMailbox> => {
  // Read with the first use: most servers have no mailbox, and none waits for it at its start.
  const { ImapFlow } = await import('imapflow');
  const url = new URL(address);
  const client = new ImapFlow({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'imaps:' ? 993 : 143),
    secure: url.protocol === 'imaps:',
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    // Parts come as they were sent, to be decoded as those of any other mail.
    disableBinary: true,
    autoIdleDelay: 200,
    // A server ends IDLE after 29 minutes at the latest (RFC 2177); networks forget quiet connections earlier.
    maxIdleTime: 5 * 60_000,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    // Nothing is heard for longer only of a connection that is dead: we ask each half minute.
    socketTimeout: 45_000,
    maxLiteralSize: mostAtOnce,
    maxResponseSize: 2 * mostAtOnce,
  });
  // Without a listener an error of the socket would end the process; whoever waits for an answer gets it too.
  client.on('error', () => {});
  client.on('exists', onNews);
  client.on('close', onNews);
  const close = (): void => client.close();
  signal?.addEventListener('abort', close);
  client.once('close', () => signal?.removeEventListener('abort', close));
  let isLate = false;
  const impatience = setTimeout(() => {
    isLate = true;
    close();
  }, withinMs);
  try {
    signal?.throwIfAborted();
    await client.connect();
    await client.mailboxOpen(decodeURIComponent(url.pathname.slice(1)) || 'INBOX');
  } catch (error) {
    close();
    const reason = isLate ? `the server has not answered for ${withinMs / 1000} s` : reasonOf(error);
    throw new Error(`The mailbox on ${url.host} cannot be opened: ${reason}.`);
  } finally {
    clearTimeout(impatience);
  }
  return { client, close };
};

/** What an error of the connection says, without what was sent: that may hold the password. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const { authenticationFailed, code, responseText } = error as {
    authenticationFailed?: unknown;
    code?: unknown;
    responseText?: unknown;
  };
  if (authenticationFailed === true) return 'the server refuses user or password';
  if (typeof responseText === 'string' && responseText !== '') return responseText.slice(0, 200).replace(/\.$/, '');
  return typeof code === 'string' ? code : error.message.slice(0, 200);
};
