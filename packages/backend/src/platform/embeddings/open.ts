import type { FastifyBaseLogger } from 'fastify';
import { ConfigError } from '../../config.ts';
import { createBuiltinEmbeddings } from './builtin.ts';
import type { Embeddings } from './embeddings.ts';
import { findLibrary, sentenceFolder } from './sentence/library.ts';
import { ModelFault, sentenceModel, type SentenceModel } from './sentence/model.ts';
import { openSentenceEmbeddings } from './sentence/sentence.ts';
import { startThread, type OnDownload } from './sentence/thread.ts';

/** What `EMBEDDINGS` names: null for the built-in model. @throws ConfigError for what can be no model */
export const modelSet = (setting: string): SentenceModel | null => {
  if (setting === 'builtin') return null;
  try {
    return sentenceModel(setting, process.cwd());
  } catch (error) {
    if (!(error instanceof ModelFault)) throw error;
    throw new ConfigError('EMBEDDINGS', `${error.message}.`);
  }
};

/**
 * The embeddings that the settings ask for, ready to work.
 *
 * @throws ConfigError where the model cannot be, or transformers.js is not installed; Error where it cannot be loaded
 */
export const openEmbeddings = async (
  { embeddings, dataDir }: { embeddings: string; dataDir: string },
  log: FastifyBaseLogger,
  onProgress?: (text: string) => void,
): Promise<Embeddings> => {
  const builtin = createBuiltinEmbeddings();
  const model = modelSet(embeddings);
  if (model === null) return builtin;
  const library = findLibrary(dataDir);
  if (library === undefined) {
    throw new ConfigError(
      'EMBEDDINGS',
      'names a sentence model, and transformers.js, which runs it, is not installed. Run `npx harmony embeddings install`.',
    );
  }
  const onDownload = downloadWords(onProgress);
  const data = { model, library, cacheDir: `${sentenceFolder(dataDir)}/models` };
  onProgress?.(`Loading the sentence model ${model.name} …`);
  try {
    return await openSentenceEmbeddings({
      model,
      start: () => startThread(data, onDownload),
      learn: builtin.learn,
      log,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigError('EMBEDDINGS', `names a model that could not be loaded: ${reason}`);
  }
};

/** Each tenth of each file, once. */
const downloadWords = (onProgress: ((text: string) => void) | undefined): OnDownload => {
  const told = new Map<string, number>();
  return (file, loaded, total) => {
    const tenth = total > 0 ? Math.floor((10 * loaded) / total) : 0;
    if (tenth <= (told.get(file) ?? -1)) return;
    told.set(file, tenth);
    onProgress?.(`${file}: ${tenth * 10} % of ${(total / 1e6).toFixed(1)} MB`);
  };
};
