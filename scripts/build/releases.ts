import { cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A page that was opened before an update still asks for the chunks of its own release. */
const KEPT_BEFORE_THIS = 2;

interface Release {
  /** A hash over everything in it. */
  id: string;
  /** Everything the release consists of, relative to the folder. */
  files: string[];
}

/**
 * Publishes a build into `dist`: copies it over what stands there, keeps the files of the last two releases beside it,
 * removes what belongs to none of the three. Publishing the same build again changes nothing. A deployment that starts
 * from an empty folder keeps the old chunks by copying the previous `dist` there before it builds.
 */
export async function publish(built: string, dist: string, id: string): Promise<void> {
  const files = await listFiles(built);
  const before = (await readReleases(dist)).filter((release) => release.id !== id);
  const releases = [{ id, files }, ...before].slice(0, KEPT_BEFORE_THIS + 1);
  const kept = new Set([...releases.flatMap((release) => release.files), 'releases.json']);

  await mkdir(dist, { recursive: true });
  await cp(built, dist, { recursive: true });
  const stale = (await listFiles(dist)).filter((file) => !kept.has(file));
  await Promise.all(stale.map((file) => rm(join(dist, file))));
  // Renamed into place: a build that dies here must not leave half a list, by which the next would delete too much.
  await writeFile(join(dist, 'releases.json.new'), `${JSON.stringify(releases, null, 2)}\n`);
  await rename(join(dist, 'releases.json.new'), join(dist, 'releases.json'));
}

/** Paths of all files below a folder, sorted, with `/` between parts. */
export async function listFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

async function readReleases(dist: string): Promise<Release[]> {
  const file = join(dist, 'releases.json');
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Release[]) : [];
}
