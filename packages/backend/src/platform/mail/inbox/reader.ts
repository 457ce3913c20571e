import { Worker } from 'node:worker_threads';
import type { FetchedMail } from './fetch.ts';
import { parseMail } from './read.ts';
import type { ParsedMail, ReceivedMail } from './received.ts';

/** Up to so many bytes and lines a mail is read where we are: what people write. */
const mostHere = 64 * 1024;
const mostLinesHere = 2_000;
/** A thread that has not read a mail by then is ended, in milliseconds. */
const timeoutMs = 30_000;
/** What a thread may hold beside the bytes of files. */
const mostHeapMb = 256;

/**
 * Reads a mail as it came over the wire. Larger ones are read in a thread of their own, so that one that is built to take long
 * holds up nobody else.
 *
 * @throws Error for one that is nested beyond reason or takes too long; no mail program makes such
 */
export const readMail = async (fetched: FetchedMail): Promise<ReceivedMail> => {
  const { headers, hash, ...mail } = await (isSmall(fetched) ? parseMail(fetched) : parseInThread(fetched));
  return {
    ...mail,
    hash: Buffer.from(hash),
    header: (name) => headers.filter(({ key }) => key === name).map(({ value }) => value),
  };
};

const isSmall = ({ source }: FetchedMail): boolean => {
  if (source.byteLength > mostHere) return false;
  let lines = 0;
  for (const byte of source) if (byte === 0x0a) lines += 1;
  return lines <= mostLinesHere;
};

const parseInThread = (fetched: FetchedMail): Promise<ParsedMail> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reader.worker.ts', import.meta.url), {
      workerData: fetched,
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMb },
    });
    const timer = setTimeout(() => void worker.terminate(), timeoutMs);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error(`The mail could not be read within ${timeoutMs / 1_000} s.`));
    });
  });
