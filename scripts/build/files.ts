import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** What a server and a page need to know of one built file. */
export interface BuiltFile {
  /** Path below the dist folder. */
  file: string;
  /** Subresource integrity, `sha384-…`. */
  integrity: string;
  /** Sizes in bytes: as it is, and as it travels. */
  bytes: number;
  gzip: number;
  brotli: number;
}

const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.webmanifest']);

/**
 * Writes `.br` and `.gz` beside a file, with the best compression there is: this happens once per build and saves on
 * every delivery. Files that do not shrink by it (images, source maps, which nobody loads) are only measured.
 */
export async function compress(folder: string, file: string): Promise<BuiltFile> {
  const path = join(folder, file);
  const content = await readFile(path);
  const text = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  const small = await brotli(content, { params: { ...text, [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const zipped = await zip(content, { level: 9 });
  if (compressible.has(extname(file)))
    await Promise.all([writeFile(`${path}.br`, small), writeFile(`${path}.gz`, zipped)]);
  return {
    file,
    integrity: `sha384-${createHash('sha384').update(content).digest('base64')}`,
    bytes: content.length,
    gzip: zipped.length,
    brotli: small.length,
  };
}

/** A table of sizes for the terminal. */
export function sizeTable(files: BuiltFile[]): string {
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)}`.padStart(8);
  const width = Math.max(...files.map(({ file }) => file.length), 4);
  const rows = files.map(
    (one) => `${one.file.padEnd(width)}${[one.bytes, one.gzip, one.brotli].map(kilobytes).join('')}`,
  );
  return [`${'KB'.padEnd(width)}${['raw', 'gzip', 'brotli'].map((head) => head.padStart(8)).join('')}`, ...rows].join(
    '\n',
  );
}
