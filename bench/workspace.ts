import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Puts what a clone of this working tree would have into a folder: tracked files, and new ones that git does not ignore. */
export function copyWorkspace(folder: string): void {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file), { force: true });
  }
}

/** Gives such a copy the packages that are installed here: pnpm's links are relative, so those of the workspace lead into the copy. */
export function linkPackages(folder: string): void {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const own of globSync(['packages/*', 'scripts/build', 'test', 'bench'], { cwd: root })) {
    const modules = join(root, own, 'node_modules');
    if (existsSync(modules)) {
      cpSync(modules, join(folder, own, 'node_modules'), { recursive: true, verbatimSymlinks: true });
    }
  }
}
