import { parseArgs } from 'node:util';
import { Problem } from '@harmony-live/protocol';
import { ConfigError } from '../config.ts';
import { DatabaseError } from '../platform/database/errors.ts';
import { version } from '../version.ts';
import { Failure, UsageError, print } from './terminal.ts';

/** What a command was given after its name. */
export interface Given {
  /** Without the dashes; `--json` and `--demo` are true or absent. */
  flags: Readonly<Record<string, string | boolean | string[] | undefined>>;
  /** What the command takes beside options; empty for one that takes nothing. */
  word: string;
}

/** One command: `name` as typed, such as `site create`. */
export interface Command {
  /** Options beside `--help`; `demo` and `json` where they make sense. */
  options: Readonly<Record<string, { type: 'string' | 'boolean'; multiple?: boolean; about: string }>>;
  /** What stands behind the command's name, such as FILE. */
  takes?: string;
  /** Resolves to the exit code: 0 good, 1 not good. */
  run(given: Given): Promise<number>;
}

/** What there is, each loaded when it is asked for: most of the product hangs on some of them. */
const commands: Readonly<Record<string, { about: string; load: () => Promise<Command> }>> = {
  start: {
    about: 'runs the server (--demo: with the demo in it)',
    load: async () => (await import('./start.ts')).start,
  },
  migrate: {
    about: 'brings the database to the newest schema',
    load: async () => (await import('./data.ts')).migrate,
  },
  seed: {
    about: 'fills the database with the demo (--demo)',
    load: async () => (await import('./data.ts')).seed,
  },
  doctor: {
    about: 'checks settings, database, vectors, bus, mail, files and bundles; says what to do',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  'ledger verify': {
    about: 'computes the ledger again from its first transfer; names the first that is wrong',
    load: async () => (await import('./ledger.ts')).verifyCommand,
  },
  'embeddings install': {
    about: 'installs what runs sentence models (EMBEDDINGS), and loads one',
    load: async () => (await import('./embeddings.ts')).installEmbeddings,
  },
  'experts import': {
    about: 'brings experts with what they know from a file of JSON lines or CSV; all of it, or nothing',
    load: async () => (await import('./experts.ts')).importExpertsCommand,
  },
  'eval grouping': {
    about: 'grouping of messages into issues, on labelled messages, beside masking alone',
    load: async () => (await import('./eval/grouping.ts')).evalGrouping,
  },
  'eval iweb': {
    about: 'waits for answers on rated sessions, beside rage rules of others',
    load: async () => (await import('./eval/iweb.ts')).evalIweb,
  },
  'eval retrieval': {
    about: 'the search on texts that say the same, beside BM25 and character n-grams',
    load: async () => (await import('./eval/retrieval.ts')).evalRetrieval,
  },
  'eval routing': {
    about: 'who answers, on question-and-answer sites, beside activity, BM25 and others',
    load: async () => (await import('./eval/routing.ts')).evalRouting,
  },
  'eval scrub': {
    about: 'the scrubber on its published probes, or on others',
    load: async () => (await import('./eval/scrub.ts')).evalScrub,
  },
  'eval triage': {
    about: 'domains of labelled texts, beside nearest neighbours and naive Bayes',
    load: async () => (await import('./eval/triage.ts')).evalTriage,
  },
  'routing replay': {
    about: 'past decisions with other weights: how often another would have been asked',
    load: async () => (await import('./routing.ts')).replayCommand,
  },
  simulate: {
    about: 'visitors and experts against a running server, from a profile and a seed: for load and demos',
    load: async () => (await import('./simulate/simulate.ts')).simulate,
  },
  'site create': {
    about: 'makes a site and prints its script tag',
    load: async () => (await import('./create.ts')).createSiteCommand,
  },
  'member create': {
    about: 'makes a member, with an account where there is none',
    load: async () => (await import('./create.ts')).createMemberCommand,
  },
};

/** Runs one command. @returns the exit code: 0 good, 1 not good, 2 wrong usage or a wrong setting */
export const runCommandLine = async (words: readonly string[]): Promise<number> => {
  try {
    const [first, second] = words;
    if (first === undefined || first === 'help' || first === '--help' || first === '-h') return help();
    if (first === '--version') return (print(version), 0);
    const isOfTwo = `${first} ${second}` in commands;
    const name = isOfTwo ? `${first} ${second}` : first;
    const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (entry === undefined) throw new UsageError(`There is no command "${name}".`);
    const command = await entry.load();
    const given = parse(command, words.slice(isOfTwo ? 2 : 1));
    if (given.flags.help === true) return helpFor(name, entry.about, command);
    return await command.run(given);
  } catch (error) {
    return report(error);
  }
};

const parse = ({ options, takes }: Command, args: readonly string[]): Given => {
  const { values: flags, positionals } = parseWords(options, args, takes !== undefined);
  if (takes !== undefined && flags.help !== true && positionals.length !== 1) {
    throw new UsageError(positionals.length === 0 ? `${takes} is missing.` : `Only one ${takes} can be given.`);
  }
  return { flags, word: positionals[0] ?? '' };
};

const parseWords = (options: Command['options'], args: readonly string[], allowPositionals: boolean) => {
  try {
    const known = { ...options, help: { type: 'boolean' as const, short: 'h' } };
    return parseArgs({ args: [...args], options: known, strict: true, allowPositionals });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('. To specify')[0]! : String(error));
  }
};

const complain = (what: string, remedy?: string): void =>
  void process.stderr.write(`✗ ${what}\n${remedy === undefined ? '' : `  ${remedy}\n`}`);

/** Says what is wrong and what to do. What nobody expected keeps its stack. */
const report = (error: unknown): number => {
  if (error instanceof UsageError) return (complain(error.message, 'npx harmony --help lists what there is.'), 2);
  if (error instanceof ConfigError) return (complain(error.message), 2);
  if (error instanceof DatabaseError) {
    return (complain(error.message.replace(error.remedy, '').trim(), error.remedy), 1);
  }
  if (error instanceof Failure) return (complain(error.message, error.remedy), 1);
  if (error instanceof Problem) return (complain(error.message), 1);
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
};

const help = (): number => {
  const width = Math.max(...Object.keys(commands).map(({ length }) => length));
  const list = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`);
  print(`HARMONY.Live ${version}\n\nnpx harmony COMMAND [--help]\n\n${list.join('\n')}\n`);
  print(
    'Settings come from the environment and .env; see docs/operate.md. Exit codes: 0 good, 1 not good, 2 wrong usage.',
  );
  return 0;
};

const helpFor = (name: string, about: string, { options, takes = '' }: Command): number => {
  const lines = Object.entries(options).map(
    ([option, { type, about: what }]) => `  --${`${option}${type === 'string' ? ' TEXT' : ''}`.padEnd(20)} ${what}`,
  );
  print(`npx harmony ${`${name} ${takes}`.trim()}: ${about}\n${lines.length === 0 ? '' : `\n${lines.join('\n')}`}`);
  return 0;
};
