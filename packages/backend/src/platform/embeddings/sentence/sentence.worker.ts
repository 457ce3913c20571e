import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { SentenceModel } from './model.ts';

/** What the main thread hands over. */
export interface WorkerData {
  model: SentenceModel;
  /** File of transformers.js. */
  library: string;
  /** Where downloaded models stay. */
  cacheDir: string;
}

/** What is asked: vectors of some texts. */
export interface Asked {
  id: number;
  texts: string[];
}

/** What the thread tells. */
export type Told =
  | { what: 'progress'; file: string; loaded: number; total: number }
  | { what: 'ready' }
  | { what: 'failed'; reason: string }
  | { what: 'vectors'; id: number; vectors: number[][] }
  | { what: 'refused'; id: number; reason: string };

/** As much of transformers.js as is used. It is no dependency, so its types are not there. */
interface Library {
  env: { allowRemoteModels: boolean; localModelPath: string; cacheDir: string };
  pipeline(
    task: 'feature-extraction',
    model: string,
    options: { dtype: string; progress_callback: (news: Record<string, unknown>) => void },
  ): Promise<(texts: string[], options: object) => Promise<{ tolist(): number[][] }>>;
}

const { model, library, cacheDir } = workerData as WorkerData;
const tell = (told: Told): void => parentPort!.postMessage(told);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

try {
  const { env, pipeline } = createRequire(library)(library) as Library;
  env.cacheDir = cacheDir;
  env.allowRemoteModels = !model.isFolder;
  if (model.isFolder) env.localModelPath = dirname(model.source);
  const extract = await pipeline('feature-extraction', model.source, {
    dtype: model.dtype,
    progress_callback: ({ status, file, loaded, total }) => {
      if (status === 'progress')
        tell({ what: 'progress', file: String(file), loaded: Number(loaded), total: Number(total) });
    },
  });
  parentPort!.on('message', ({ id, texts }: Asked) => {
    extract(texts, { pooling: 'mean', normalize: true }).then(
      (tensor) => tell({ what: 'vectors', id, vectors: tensor.tolist() }),
      (error: unknown) => tell({ what: 'refused', id, reason: reasonOf(error) }),
    );
  });
  tell({ what: 'ready' });
} catch (error) {
  tell({ what: 'failed', reason: reasonOf(error) });
}
