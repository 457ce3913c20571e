import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { decorators } from './scripts/build/decorators.ts';
import { styleSheets } from './scripts/build/style-sheets.ts';
import { words } from './scripts/build/words.ts';

const root = import.meta.dirname;
const fixture = join(root, 'test/fixtures/database.ts');
const isLong = process.env.HARMONY_LONG === '1';

// A test belongs to the tier `database` when it opens one, itself or through what it imports: no naming rule to forget.
const files = globSync(
  [
    'packages/*/src/**/*.test.ts',
    'scripts/**/*.test.ts',
    'test/{conversation,database,faults,manners,newcomer,principles}/**/*.test.ts',
  ],
  {
    cwd: root,
    exclude: (name) => name.includes('node_modules'),
  },
);
const reaching = new Map<string, boolean>();
const needsDatabase = files.filter((file) => reachesFixture(join(root, file)));
const isPure = files.filter((file) => !needsDatabase.includes(file));

export default defineConfig({
  plugins: [styleSheets(), words(['ui', 'widget', 'console']), decorators()],
  test: {
    root,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: 'unit', include: isPure } },
      {
        extends: true,
        test: {
          name: 'database',
          include: needsDatabase,
          setupFiles: ['test/fixtures/patience.ts'],
          expect: { poll: { timeout: 20_000 } },
          testTimeout: isLong ? 300_000 : 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: 'sentence', include: ['test/sentence/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: { name: 'house', include: ['test/house/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
      },
    ],
  },
});

function reachesFixture(file: string): boolean {
  const known = reaching.get(file);
  if (known !== undefined) return known;
  reaching.set(file, false); // Ends circles.
  const imports = existsSync(file)
    ? readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+\.ts)'/g)
    : [];
  const reaches = file === fixture || [...imports].some(([, path]) => reachesFixture(join(dirname(file), path ?? '')));
  reaching.set(file, reaches);
  return reaches;
}
