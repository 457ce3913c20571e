import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensurePnpm } from '../lib/runtime.js';
import { root } from './bundles.ts';

const published = ['protocol', 'sdk', 'backend'] as const;
const minute = 60_000;

/** A folder of somebody who has installed them: `node_modules` with what was packed, and what it depends on. */
let project: string;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'harmony-packed-'));
  const pnpm = await ensurePnpm();
  const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` };
  for (const name of published) {
    execFileSync(pnpm, ['pack', '--out', join(project, `${name}.tgz`)], { cwd: join(root, 'packages', name), env });
    const folder = installed(name);
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', join(project, `${name}.tgz`), '-C', folder, '--strip-components=1']);
    for (const dependency of Object.keys(manifest(name).dependencies ?? {})) linkDependency(name, dependency);
  }
}, 4 * minute);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe.each(published)('the packed %s', (name) => {
  test('has every file that its package.json names, and none from outside the workspace', () => {
    const { exports, bin = {}, dependencies = {} } = manifest(name);
    const named = [
      ...Object.values(exports).flatMap(({ types, default: code }) => [types, code]),
      ...Object.values(bin),
    ];
    expect(named.filter((file) => !existsSync(join(installed(name), file)))).toEqual([]);
    expect(named.length).toBeGreaterThan(1);
    expect(Object.values(dependencies).filter((version) => version.startsWith('workspace:'))).toEqual([]);
  });

  test('has no sources, tests or fixtures in it', () => {
    const files = globSync('**/*', { cwd: installed(name), exclude: (path) => path === 'node_modules' });
    const astray = files.filter(
      (file) => /(\.test\.|\.fixture\.|^test\/|^src\/|tsconfig|\.map$)/.test(file) || /(?<!\.d)\.ts$/.test(file),
    );
    expect(files.length).toBeGreaterThan(5);
    expect(astray).toEqual([]);
  });
});

test(
  'the SDK can be imported, also where there is no page',
  () => {
    const program = "console.log(typeof (await import('@harmony-live/sdk')).createHarmony)";
    expect(node(program)).toBe('function');
  },
  minute,
);

test(
  'the backend runs from below node_modules, as a library and as a command',
  () => {
    const { version } = manifest('backend');
    expect(node("console.log((await import('@harmony-live/backend')).version)")).toBe(version);
    expect(run([join(installed('backend'), 'bin/harmony.js'), '--version'])).toBe(version);
  },
  minute,
);

test('its worker and its migrations are where the code looks for them', () => {
  expect(existsSync(join(installed('backend'), 'dist/platform/database/engine.worker.js'))).toBe(true);
  const engine = readFileSync(join(installed('backend'), 'dist/platform/database/embedded.js'), 'utf8');
  expect(engine).toContain("new URL('./engine.worker.js', import.meta.url)");
  expect(globSync('migrations/001.do.*.sql', { cwd: installed('backend') })).toHaveLength(1);
});

interface Manifest {
  version: string;
  exports: Record<string, { types: string; default: string }>;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
}

function installed(name: string): string {
  return join(project, 'node_modules/@harmony-live', name);
}

function manifest(name: string): Manifest {
  return JSON.parse(readFileSync(join(installed(name), 'package.json'), 'utf8')) as Manifest;
}

/** What others publish comes from the workspace's own installation. */
function linkDependency(of: string, dependency: string): void {
  const place = join(project, 'node_modules', dependency);
  if (dependency.startsWith('@harmony-live/') || existsSync(place)) return;
  mkdirSync(dirname(place), { recursive: true });
  symlinkSync(join(root, 'packages', of, 'node_modules', dependency), place);
}

function node(program: string): string {
  return run(['--input-type=module', '-e', program]);
}

function run(args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8' }).trim();
}
