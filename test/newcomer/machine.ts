import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Lie } from './readme.ts';

/** How long Ctrl-C may take, by the contract. */
const STOP_WITHIN_MS = 10_000;

/** What a machine's network needs, whoever uses it. */
const ofTheNetwork = /^(https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS|npm_config_registry)$/i;

/** A machine on which nobody has done anything yet: an empty home, and on its PATH only Node, npm, git and the system's tools. */
export interface Machine {
  /** Where the clone is. */
  folder: string;
  /**
   * Runs a command there, in a process group of its own, as a terminal does.
   *
   * @param settings environment besides the machine's own
   */
  run(command: string, settings?: Record<string, string>): Running;
  dispose(): void;
}

/** A command that runs until it is told to stop. */
export interface Running {
  /** Resolves when all of these stand in what it printed. @throws Lie when it ends before, or `withinMs` has passed */
  printed(texts: string[], withinMs: number): Promise<void>;
  /** Presses Ctrl-C. @returns the exit code; null where it had to be killed */
  stop(): Promise<number | null>;
}

/** Clones a repository into an empty folder of a new machine. */
export const newMachine = (repository: string): Machine => {
  const base = mkdtempSync(join(tmpdir(), 'harmony-newcomer-'));
  const [home, bin, folder] = ['home', 'bin', 'harmony'].map((name) => join(base, name)) as [string, string, string];
  for (const one of [home, bin]) mkdirSync(one);
  const machinesOwn = (process.env.PATH ?? '').split(delimiter).filter((one) => !one.startsWith(repository));
  for (const tool of ['node', 'npm', 'git']) {
    const found = machinesOwn.map((one) => join(one, tool)).find((file) => existsSync(file));
    if (found === undefined) throw new Error(`This machine has no ${tool} of its own on its PATH.`);
    symlinkSync(realpathSync(found), join(bin, tool));
  }
  const network = Object.entries(process.env).filter(([name]) => ofTheNetwork.test(name));
  const env = {
    HOME: home,
    PATH: [bin, '/usr/bin', '/bin'].join(delimiter),
    LANG: 'C.UTF-8',
    ...Object.fromEntries(network),
  };
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', repository, folder], { env, stdio: 'inherit' });
  return {
    folder,
    run: (command, settings = {}) => run(command, folder, { ...env, ...settings }),
    dispose: () => rmSync(base, { recursive: true, force: true }),
  };
};

const run = (command: string, cwd: string, env: NodeJS.ProcessEnv): Running => {
  const child = spawn(`exec ${command}`, { shell: true, cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const last = (): string => output.trimEnd().split('\n').slice(-30).join('\n');

  return {
    printed: async (texts, withinMs) => {
      const deadline = performance.now() + withinMs;
      const lacking = (): string[] => texts.filter((text) => !output.includes(text));
      while (lacking().length > 0) {
        if (child.exitCode !== null)
          throw new Lie(`\`${command}\` ended with ${child.exitCode} instead of printing its addresses:\n${last()}`);
        if (performance.now() > deadline)
          throw new Lie(
            `\`${command}\` did not print ${lacking().join(', ')} within ${withinMs / 1_000} s:\n${last()}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const group = -child.pid!;
      process.kill(group, 'SIGINT');
      const late = setTimeout(() => process.kill(group, 'SIGKILL'), STOP_WITHIN_MS);
      const code = await exited;
      clearTimeout(late);
      return code;
    },
  };
};
