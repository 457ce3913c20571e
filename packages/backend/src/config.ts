import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Type, { type Static } from 'typebox';
import type { DatabaseOptions } from './platform/database/index.ts';
import { compile, readTexts } from './platform/http/validation.ts';

const pushWords = 'a list of hosts such as push.example.com, *.push.example.com; http:// stands before loopback alone';
const embeddingsWords = '"builtin", a model such as Xenova/multilingual-e5-small, or a folder with one';
const storageWords = 'a folder, such as /var/lib/harmony/files; other storages are not known to this version';

/** No wider than what every mail server takes; a plus is ours to add. */
const mailAddress = /^[A-Za-z0-9._-]{1,20}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;

/** What the environment may set. The description is what a person reads when a value is wrong. */
const Environment = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4400, description: 'a port number from 0 to 65535' }),
  HOST: Type.String({ pattern: '^[A-Za-z0-9.:_-]+$', default: 'localhost', description: 'a host name or address' }),
  HARMONY_DATA_DIR: Type.String({ default: '.harmony/data', description: 'a folder' }),
  DATABASE_URL: optional('^postgres(ql)?://', 'an address such as postgres://user:password@host:5432/harmony'),
  HARMONY_ENGINE_SOCKET: optional('^/', 'the path of a socket; only `npm run dev` sets it'),
  HARMONY_SECRET: Type.Optional(Type.String({ minLength: 32, description: 'at least 32 characters' })),
  PUBLIC_URL: optional('^https?://[^/?#]+/?$', 'an origin without a path, such as https://help.example.com'),
  EMBEDDINGS: Type.String({ default: 'builtin', maxLength: 500, description: embeddingsWords }),
  SMTP_URL: optional('^smtps?://', 'an address such as smtps://user:password@mail.example.com'),
  IMAP_URL: optional('^imaps?://', 'an address such as imaps://user:password@mail.example.com'),
  MAIL_ADDRESS: optional(mailAddress.source, 'an address such as help@example.com'),
  STORAGE_URL: Type.Optional(Type.String({ description: storageWords })),
  TURN_URL: optional('^turns?:[^?]+(\\?transport=(udp|tcp))?$', 'an address such as turn:turn.example.com:3478'),
  TURN_SECRET: Type.Optional(Type.String({ minLength: 8, description: 'at least 8 characters' })),
  PUSH_SERVICES: Type.Optional(Type.String({ description: pushWords })),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'one of fatal, error, warn, info, debug, trace, silent',
  }),
  RETENTION_DAYS: Type.Integer({
    minimum: 1,
    maximum: 3650,
    default: 90,
    description: 'a number of days from 1 to 3650',
  }),
});

function optional(pattern: string, description: string) {
  return Type.Optional(Type.String({ pattern, description }));
}

/** Everything the server is told from outside, checked once. */
export interface Config {
  /** Set by `harmony start --demo` alone, never by the environment. */
  isDemo: boolean;
  /** 0 takes any free port. */
  port: number;
  host: string;
  /** Absolute path of the folder of the embedded database and the demo's secret. */
  dataDir: string;
  /** A PostgreSQL server; absent: embedded. */
  databaseUrl?: string;
  /** Where the embedded engine listens that `npm run dev` keeps over the server's restarts. */
  engineSocket?: string;
  /** Signs visitor tokens. At least 32 characters. */
  secret: string;
  /** The origin under which browsers reach us, without a slash at the end. */
  publicUrl: string;
  /** `builtin`, or a sentence model: its id, or a folder. */
  embeddings: string;
  smtpUrl?: string;
  /** Our mailbox, where answers to our letters arrive: read where both are set. */
  imapUrl?: string;
  /** What our letters come from; with `imapUrl` also where answers go, as `help+…@example.com`. */
  mailAddress?: string;
  /** Absolute path of the folder that people's files are kept in. */
  storageDir: string;
  /** Relay for calls that find no other way, with the secret its credentials are made from. */
  turn?: { url: string; secret: string };
  /** Push services beside those of the great browsers: hosts, `*.` before those of any name below, `http://` before loopback. */
  pushServices?: readonly string[];
  logLevel: Static<typeof Environment>['LOG_LEVEL'];
  /** How long signals are kept. */
  retentionDays: number;
  /** Every rate limit is multiplied by this: 1, or 10 in the demo, where one machine plays everybody. */
  rateFactor: number;
}

/** A setting that keeps the server from starting: its name, what is wrong with it, and what to do. */
export class ConfigError extends Error {
  readonly setting: string;
  readonly reason: string;

  constructor(setting: string, reason: string) {
    super(`${setting} ${reason}`);
    this.name = 'ConfigError';
    this.setting = setting;
    this.reason = reason;
  }
}

export interface ConfigOptions {
  isDemo: boolean;
  /** Relative folders start here. */
  cwd: string;
  /** Where the demo's secret comes from when none is set; asked with the data folder. */
  demoSecret: (dataDir: string) => string;
  /** True for commands that sign nothing: the secret may then be missing, and is empty. */
  isSecretOptional?: boolean;
}

const environment = compile(Environment);

/**
 * Reads the environment. An empty value counts as unset.
 *
 * @throws ConfigError for the first setting that is wrong; values are never repeated, as they may be secrets
 */
export const readConfig = (env: NodeJS.ProcessEnv, options: ConfigOptions): Config => {
  const { isDemo, cwd, demoSecret, isSecretOptional = false } = options;
  const values = checkEnvironment(env);
  refuseUnknownTransport(env);
  if (isDemo) refuseOpenDemo(values.HOST);
  const dataDir = isAbsolute(values.HARMONY_DATA_DIR) ? values.HARMONY_DATA_DIR : join(cwd, values.HARMONY_DATA_DIR);
  const secret = values.HARMONY_SECRET ?? (isDemo ? demoSecret(dataDir) : isSecretOptional ? '' : undefined);
  if (secret === undefined) {
    throw new ConfigError(
      'HARMONY_SECRET',
      'is not set. It signs tokens, so it must be yours alone: at least 32 characters, such as `openssl rand -base64 32` makes.',
    );
  }
  return {
    isDemo,
    port: values.PORT,
    host: values.HOST,
    dataDir,
    ...(values.DATABASE_URL === undefined ? {} : { databaseUrl: values.DATABASE_URL }),
    ...(values.HARMONY_ENGINE_SOCKET === undefined ? {} : { engineSocket: values.HARMONY_ENGINE_SOCKET }),
    secret,
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, '') ?? localUrl(values.HOST, values.PORT),
    embeddings: values.EMBEDDINGS,
    ...(values.SMTP_URL === undefined ? {} : { smtpUrl: values.SMTP_URL }),
    ...mailboxOf(values),
    storageDir: storageOf(values.STORAGE_URL, dataDir, cwd),
    ...turnOf(values),
    ...pushServicesOf(values.PUSH_SERVICES),
    logLevel: values.LOG_LEVEL,
    retentionDays: values.RETENTION_DAYS,
    rateFactor: isDemo ? 10 : 1,
  };
};

/** Which database the settings ask for: a server, or the embedded engine with its folder. */
export const databaseOf = ({
  databaseUrl,
  engineSocket,
  dataDir,
}: Pick<Config, 'databaseUrl' | 'engineSocket' | 'dataDir'>): DatabaseOptions => {
  if (databaseUrl !== undefined) return { url: databaseUrl };
  return engineSocket === undefined ? { dataDir } : { dataDir, engineSocket };
};

/** A folder beside the embedded database unless another is named, as a path or a `file:` address. */
const storageOf = (value: string | undefined, dataDir: string, cwd: string): string => {
  if (value === undefined) return join(dataDir, 'files');
  const wrong = (): ConfigError => new ConfigError('STORAGE_URL', `must be ${storageWords}.`);
  if (!/^[a-z][a-z0-9+.-]+:/i.test(value)) return resolve(cwd, value);
  if (!value.startsWith('file:') || !URL.canParse(value)) throw wrong();
  try {
    return fileURLToPath(value);
  } catch {
    throw wrong();
  }
};

const pushService = /^(\*\.)?([a-z0-9-]+\.)+[a-z0-9-]+(:\d+)?$|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/i;

const pushServicesOf = (value: string | undefined): Pick<Config, 'pushServices'> => {
  if (value === undefined) return {};
  const pushServices = value.split(',').map((one) => one.trim().toLowerCase());
  if (!pushServices.every((one) => pushService.test(one))) {
    throw new ConfigError('PUSH_SERVICES', `must be ${pushWords}.`);
  }
  return { pushServices };
};

/** A relay without its secret, or the other way round, would only show when the first call fails. */
const turnOf = ({ TURN_URL: url, TURN_SECRET: secret }: Static<typeof Environment>): Pick<Config, 'turn'> => {
  if (url === undefined && secret === undefined) return {};
  if (url === undefined) throw new ConfigError('TURN_URL', 'is not set, but TURN_SECRET is. Set both, or neither.');
  if (secret === undefined) throw new ConfigError('TURN_SECRET', 'is not set, but TURN_URL is. Set both, or neither.');
  return { turn: { url, secret } };
};

/** Answers that nobody could send, or that nobody could be told where to send, would only be missed. */
const mailboxOf = ({ IMAP_URL, MAIL_ADDRESS, SMTP_URL }: Static<typeof Environment>) => {
  if (IMAP_URL !== undefined && MAIL_ADDRESS === undefined) {
    throw new ConfigError(
      'MAIL_ADDRESS',
      'is not set, but IMAP_URL is. Set it to the address whose mail arrives there.',
    );
  }
  if (IMAP_URL !== undefined && SMTP_URL === undefined) {
    throw new ConfigError(
      'SMTP_URL',
      'is not set, but IMAP_URL is. Set both: nobody answers letters that are not sent.',
    );
  }
  return {
    ...(IMAP_URL === undefined ? {} : { imapUrl: IMAP_URL }),
    ...(MAIL_ADDRESS === undefined ? {} : { mailAddress: MAIL_ADDRESS }),
  };
};

const loopback = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/** The origin of a server on this machine, for a browser on it. */
export const localUrl = (host: string, port: number): string =>
  `http://${loopback.test(host) ? host.replace('::1', '[::1]') : 'localhost'}:${port}`;

const checkEnvironment = (env: NodeJS.ProcessEnv): Static<typeof Environment> => {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(Environment.properties)) if (env[name]?.trim()) given[name] = env[name].trim();
  const values = readTexts(Environment, given);
  if (environment.is(values)) {
    for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'SMTP_URL', 'IMAP_URL'] as const) checkUrl(name, values[name]);
    return values;
  }
  const name = environment.check(values)?.field.split('/')[1] ?? 'The environment';
  throw new ConfigError(name, `must be ${descriptionOf(name)}.`);
};

const descriptionOf = (name: string): string =>
  (Environment.properties as Record<string, { description?: string }>)[name]?.description ?? 'valid';

/** The pattern has seen to the scheme; the rest must be an address too. */
const checkUrl = (name: 'DATABASE_URL' | 'PUBLIC_URL' | 'SMTP_URL' | 'IMAP_URL', value: string | undefined): void => {
  if (value !== undefined && !URL.canParse(value)) {
    throw new ConfigError(name, `must be ${descriptionOf(name)}.`);
  }
};

/** Saying nothing would let two nodes run that never hear of each other. */
const refuseUnknownTransport = (env: NodeJS.ProcessEnv): void => {
  if (env.NATS_URL?.trim()) {
    throw new ConfigError('NATS_URL', 'cannot be used yet: this version runs as one process. Unset it.');
  }
};

/** Everybody knows the demo's passwords. */
const refuseOpenDemo = (host: string): void => {
  if (!loopback.test(host)) {
    throw new ConfigError(
      'HOST',
      'must be localhost, 127.0.0.1 or ::1 for the demo, whose passwords are public. To serve others, use `npx harmony start`.',
    );
  }
};
