import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buffersMb, leastBuffersMb } from './buffers.ts';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'harmony-buffers-'));
});
afterEach(() => rmSync(path, { recursive: true, force: true }));

/** Files with nothing in them, of these sizes in MB, in a database's folder. */
const holding = (database: string, ...sizesMb: number[]): void => {
  const folder = join(path, 'base', database);
  mkdirSync(folder, { recursive: true });
  for (const [index, size] of sizesMb.entries()) {
    writeFileSync(join(folder, String(index)), '');
    truncateSync(join(folder, String(index)), size * 2 ** 20);
  }
};
const memory = (gb: number): number => gb * 2 ** 30;

describe('the buffers of the embedded engine', () => {
  it('are few where there is no database yet, or a small one', () => {
    expect(buffersMb(join(path, 'nothing'))).toBe(leastBuffersMb);
    holding('1', 7);
    holding('5', 8, 4);
    expect(buffersMb(path, memory(8))).toBe(leastBuffersMb);
  });

  it('hold what the largest database has grown to, up to 256 MB and an eighth of the memory', () => {
    holding('1', 7);
    holding('5', 60, 40);
    expect(buffersMb(path, memory(8))).toBe(100);
    holding('5', 600, 300);
    expect(buffersMb(path, memory(8))).toBe(256);
    expect(buffersMb(path, memory(1))).toBe(128);
    expect(buffersMb(path, memory(0.1))).toBe(leastBuffersMb);
  });
});
