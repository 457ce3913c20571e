import { readFileSync, writeFileSync } from 'node:fs';
import { fallbackSheet } from './static-colours.ts';

// Run after a change of colours in tokens.css: `node packages/ui/tools/write-fallback.ts`.
const styles = new URL('../src/styles/', import.meta.url);
writeFileSync(new URL('fallback.css', styles), fallbackSheet(readFileSync(new URL('tokens.css', styles), 'utf8')));
