#!/usr/bin/env node
// Says what is missing on an older Node instead of failing on the first TypeScript file.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `✗ This needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
      '  Inside the repository, `npm run harmony -- COMMAND` brings its own.',
  );
  process.exit(1);
}

// The sources where they are: only the repository has them.
const source = new URL('../src/main.ts', import.meta.url);
await import(existsSync(source) ? source.href : new URL('../dist/main.js', import.meta.url).href);
