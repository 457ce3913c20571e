import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Site } from '@harmony-live/protocol';

const sdk = fileURLToPath(new URL('../../../../sdk/', import.meta.url));

/** The release's file by its number, with its hash; null in a build that lacks it. */
const pinned = (): { file: string; integrity: string } | null => {
  const { version } = JSON.parse(readFileSync(`${sdk}package.json`, 'utf8')) as { version: string };
  const file = `harmony@${version}.js`;
  const path = `${sdk}dist/${file}`;
  if (!existsSync(path)) return null;
  return { file, integrity: `sha384-${createHash('sha384').update(readFileSync(path)).digest('base64')}` };
};

let known: ReturnType<typeof pinned> | undefined;

/** Where pages load the script from. The file of a release never changes, so it is read once. */
export const scriptOf = (publicUrl: string): Site['script'] => {
  known ??= pinned();
  const src = `${publicUrl}/harmony.js`;
  return { src, pinned: known && { src: `${publicUrl}/${known.file}`, integrity: known.integrity } };
};
