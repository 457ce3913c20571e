import { spawn } from 'node:child_process';
import { root } from './paths.js';
import { explain } from './remedy.js';

/** How long a server may take to stop before it is killed; the contract allows 10 s. */
const STOP_WITHIN_MS = 9_000;

/**
 * Runs a program and keeps what it prints, for `explain` when it fails.
 *
 * @param {string} what how a failure names it
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, note?: (text: string) => void }} [options]
 * @returns {Promise<string>} its output
 */
export function capture(what, file, args, { cwd = root, env = process.env, note } = {}) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const take = (/** @type {Buffer} */ chunk) => {
      output += chunk;
      const last = output.trimEnd().split('\n').at(-1);
      if (last && note) note(last.trim());
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => reject(explain(what, `${output}\n${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(explain(what, `${output}\n${signal ? `stopped by ${signal}` : `exit code ${code}`}`));
    });
  });
}

/** Ctrl-C while a program of ours ran in the terminal: what was to follow does not happen. */
export class Interrupted extends Error {}

/**
 * Runs a program in the terminal and resolves to its exit code. Ctrl-C reaches it directly; once it has ended this
 * throws `Interrupted`, so that clean-ups run and nothing else begins.
 *
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function attach(file, args, { cwd = root, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env, stdio: 'inherit' });
    let isInterrupted = false;
    const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
      isInterrupted = true;
      if (signal === 'SIGTERM') child.kill(signal);
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    child.on('error', reject);
    child.on('close', (code) => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      if (isInterrupted) reject(new Interrupted());
      else resolve(code ?? 1);
    });
  });
}

/**
 * Runs a Node program that lives until it is told to stop, with our standard streams, and resolves to its exit code.
 *
 * Ctrl-C in a terminal signals the whole process group while `kill` signals only us, and a server may take a second
 * signal for impatience. So signals are not passed on blindly: `tie.js`, loaded into the child, hears of ours over a
 * channel and raises it only if none came directly. The same channel ends the child when we are killed.
 *
 * @param {string} node
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {{ exited: Promise<number>, stop: (signal: NodeJS.Signals) => void }}
 */
export function tied(node, args, { env = process.env } = {}) {
  const child = spawn(node, ['--import', new URL('./tie.js', import.meta.url).href, ...args], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  let wasAsked = false;
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    if (!wasAsked) setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS).unref();
    wasAsked = true;
    if (child.connected) child.send({ signal });
    else child.kill(signal);
  };
  const signals = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, stop);

  const exited = new Promise((/** @type {(code: number) => void} */ resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, stop);
      // Stopped on request before it could listen to signals (during its first imports) is as good as a clean end.
      const isCleanEnd = wasAsked && (signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP');
      resolve(code ?? (isCleanEnd ? 0 : 1));
    });
  });
  return { exited, stop };
}
