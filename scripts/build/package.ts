// `prepack` of what goes to npm, run in the package's folder: JavaScript and types into `dist/`. Inside the workspace everything
// runs from its TypeScript sources; Node refuses those below `node_modules`.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, sdkDist } from './bundles.ts';

const folder = process.cwd();
const run = (...args: string[]): Buffer => execFileSync(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
const compile = (): Buffer =>
  run(join(root, 'node_modules/typescript/bin/tsc'), '-p', join(folder, 'tsconfig.build.json'));

if (basename(folder) === 'sdk') {
  // Its JavaScript is the bundle, made by `npm run build`; only types are added here.
  if (!existsSync(join(sdkDist, 'manifest.json'))) run(join(root, 'scripts/build/build.ts'));
  rmSync(join(folder, 'dist/types'), { recursive: true, force: true });
  compile();
} else {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  compile();
  for (const file of globSync('**/*.css', { cwd: join(folder, 'src') })) {
    cpSync(join(folder, 'src', file), join(folder, 'dist', file));
  }
  for (const file of globSync('dist/**/*.js', { cwd: folder })) renameWorkers(join(folder, file));
}

/** The compiler rewrites imports alone; a worker's file is named by an address. */
function renameWorkers(file: string): void {
  const code = readFileSync(file, 'utf8');
  const renamed = code.replaceAll(
    /new URL\('(\.[^']+)\.ts', import\.meta\.url\)/g,
    "new URL('$1.js', import.meta.url)",
  );
  if (renamed !== code) writeFileSync(file, renamed);
}
