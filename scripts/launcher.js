#!/usr/bin/env node
// The one entry behind every root script: brings what is missing (Node, pnpm, packages, bundles), then does the work.
// Plain JavaScript without dependencies: it has to run on Node 20, before anything is installed.

const OLDEST_NODE = 20;

const own = Number(process.versions.node.split('.')[0]);
if (own < OLDEST_NODE) {
  console.error(
    `HARMONY.Live needs Node ${OLDEST_NODE} or newer to begin; this is ${process.versions.node}.\n` +
      'Install a current one from https://nodejs.org (or with nvm, fnm, volta), open a new terminal, and try again.',
  );
  process.exit(1);
}

const { commands } = await import('./lib/commands.js');
const { Interrupted } = await import('./lib/processes.js');
const { Remedy } = await import('./lib/remedy.js');

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];

if (!command) {
  const list = Object.entries(commands).map(([key, { about }]) => `  npm run ${key.padEnd(12)} ${about}`);
  console.error(`${name === 'help' ? 'Commands' : `There is no command "${name}". These exist`}:\n${list.join('\n')}`);
  process.exit(name === 'help' ? 0 : 2);
}

try {
  process.exitCode = await command.run(args);
} catch (error) {
  if (error instanceof Interrupted) process.exit(130);
  if (!(error instanceof Remedy)) throw error;
  console.error(`\n✗ ${error.message}\n  ${error.remedy.replaceAll('\n', '\n  ')}`);
  process.exitCode = 1;
}
