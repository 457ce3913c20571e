#!/usr/bin/env node
// Says what is missing on an older Node instead of failing on the first TypeScript file.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `✗ This needs Node 22.18 or newer; this is ${process.versions.node}.\n` +
      '  Inside the repository, `npm run harmony -- COMMAND` brings its own.',
  );
  process.exit(1);
}

await import('../src/main.ts');
