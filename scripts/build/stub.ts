import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { root } from './bundles.ts';

/** The optional inline stub as a page carries it: its text, and what the page's `script-src` must name to allow it. */
export interface Stub {
  script: string;
  /** `'sha256-…'`, with its quotes. */
  cspHash: string;
}

/** Minifies `packages/sdk/src/boot/stub.ts` for a `<script>` element. */
export async function buildStub(): Promise<Stub> {
  const source = await readFile(join(root, 'packages/sdk/src/boot/stub.ts'), 'utf8');
  const { code } = await transform(source, { loader: 'ts', minify: true, target: 'es2022', legalComments: 'none' });
  const script = code.trim();
  return { script, cspHash: `'sha256-${createHash('sha256').update(script).digest('base64')}'` };
}
