import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { negatives, positives } from '@harmony-live/protocol/scrub.probes';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommandLine } from '../index.ts';
import { measureScrub, scrubTables } from './scrub.ts';

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'harmony-eval-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});
const given = (...lines: (object | string)[]): string => {
  const path = join(folder, 'probes.jsonl');
  writeFileSync(path, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return path;
};

describe('eval scrub', () => {
  it('measures the published probes, and finds the scrubber good', async () => {
    expect(await runCommandLine(['eval', 'scrub', '--json'])).toBe(0);
    const { overall, recall } = JSON.parse(printed) as ReturnType<typeof measureScrub>;
    expect(overall.recall.value).toBeGreaterThan(0.9);
    expect(overall.precision.value).toBeGreaterThan(0.9);
    expect(recall.length).toBeGreaterThanOrEqual(12);
  });

  it('counts what was missed, what was cut for nothing, and by which mark', async () => {
    const path = given(
      { kind: 'mail', text: 'to ana@example.com', secret: 'ana@example.com' },
      { kind: 'mail', text: 'to ana at example', secret: 'ana at example' },
      { kind: 'order', text: 'order 4111 1111 1111 1111' },
      { kind: 'order', text: 'order 17 of ‹e-mail›' },
    );
    expect(await runCommandLine(['eval', 'scrub', '--data', path, '--json'])).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({
      ok: false,
      recall: [{ name: 'mail', right: 1, all: 2 }],
      untouched: [{ name: 'order', right: 1, all: 2 }],
      precision: [
        { name: '‹e-mail›', right: 1, all: 1 },
        { name: '‹card›', right: 0, all: 1 },
      ],
      overall: { recall: { value: 0.5 }, precision: { value: 0.5 } },
    });
  });

  it('prints tables for people', async () => {
    expect(await runCommandLine(['eval', 'scrub'])).toBe(0);
    expect(printed).toMatch(/what must go[^]*e-mail[^]*what must stay[^]*mark set[^]*recall 0\.\d+ \(/);
  });

  it.each(['{', '{"kind":1,"text":"x"}', '{"text":3}', ''])('refuses what is no probe: %s', async (line) =>
    expect(await runCommandLine(['eval', 'scrub', '--data', given(line)])).toBe(1),
  );

  it('is what docs/privacy.md shows: `npx harmony eval scrub --markdown` writes it anew', () => {
    const paper = readFileSync(fileURLToPath(new URL('../../../../../docs/privacy.md', import.meta.url)), 'utf8');
    const squeezed = (text: string): string => text.replaceAll(/ +/g, ' ').replaceAll(/-+/g, '-');
    const tables = scrubTables(measureScrub([...positives, ...negatives]));
    expect(squeezed(paper)).toContain(squeezed(tables));
  });
});
