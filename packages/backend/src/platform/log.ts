import { createRequire } from 'node:module';
import pino, { type DestinationStream, type Logger } from 'pino';
import type PrettyLines from 'pino-pretty';
import type { Config } from '../config.ts';

/** Keys keep their kind and last four characters, wherever in a line they turn up. */
const keys = /\b(pk|sk|ak)_[A-Za-z0-9_-]*?([A-Za-z0-9_-]{4})(?![A-Za-z0-9_-])/g;

/** `pk_live_4f9a…` becomes `pk_…9a21`. */
export const maskKeys = (line: string): string => line.replace(keys, '$1_…$2');

const secrets = ['authorization', 'cookie', 'password', 'token', 'secret', 'visitorKey', 'user'];

/**
 * The log: JSON lines, or short coloured ones where a person watches the demo. Nothing in it can sign anybody in.
 *
 * @param stream for tests
 */
export const createLog = (config: Pick<Config, 'isDemo' | 'logLevel'>, stream?: DestinationStream): Logger => {
  const isWatched = config.isDemo && process.stdout.isTTY;
  const out = stream ?? (isWatched ? prettyLines() : undefined);
  const options = {
    level: config.logLevel,
    redact: { paths: [...secrets, ...secrets.map((name) => `*.${name}`), ...secrets.map((name) => `*.*.${name}`)] },
    hooks: { streamWrite: maskKeys },
  };
  return out === undefined ? pino(options) : pino(options, out);
};

/** Read only where a person watches: every other start would wait for it. */
const prettyLines = (): DestinationStream => {
  const pretty = createRequire(import.meta.url)('pino-pretty') as typeof PrettyLines;
  return pretty({ ignore: 'pid,hostname,reqId', singleLine: true, sync: true });
};
