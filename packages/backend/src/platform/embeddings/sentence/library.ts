import { createRequire } from 'node:module';
import { join } from 'node:path';

/** The release that is installed: tried with it, and pinned, for it is not in the lock file. */
export const libraryVersion = '4.3.2';
export const libraryName = '@huggingface/transformers';

/** Where `harmony embeddings install` puts transformers.js and the models it loads. */
export const sentenceFolder = (dataDir: string): string => join(dataDir, 'embeddings');

/** The file to load transformers.js from: what was installed for this, else a package beside ours; undefined where there is none. */
export const findLibrary = (dataDir: string): string | undefined => {
  for (const from of [join(sentenceFolder(dataDir), 'package.json'), import.meta.filename]) {
    try {
      return createRequire(from).resolve(libraryName);
    } catch {
      // Not there.
    }
  }
  return undefined;
};
