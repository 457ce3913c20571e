import { execFile } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { modelSet, openEmbeddings } from '../platform/embeddings/index.ts';
import { findLibrary, libraryName, libraryVersion, sentenceFolder } from '../platform/embeddings/sentence/library.ts';
import { createLog } from '../platform/log.ts';
import type { Command } from './index.ts';
import { demoOption, jsonOption } from './options.ts';
import { settings } from './settings.ts';
import { Failure, UsageError, print, printJson, progress } from './terminal.ts';

/**
 * `embeddings install`: puts transformers.js beside the data and throws away what other systems and browsers would need of it, which
 * is four fifths; then loads the model that is named or set, so that the first start does not have to. Running it again repairs.
 */
export const installEmbeddings: Command = {
  options: {
    model: { type: 'string', about: 'a model to load, such as Xenova/multilingual-e5-small; default: EMBEDDINGS' },
    demo: demoOption,
    json: jsonOption,
  },
  run: async ({ flags }) => {
    const config = settings({ isDemo: flags.demo === true, isSecretOptional: true });
    const embeddings = typeof flags.model === 'string' ? flags.model.trim() : config.embeddings;
    if (embeddings === '') throw new UsageError('--model is empty.');
    const model = modelSet(embeddings);
    const folder = sentenceFolder(config.dataDir);
    await installLibrary(folder);
    const library = findLibrary(config.dataDir);
    if (library === undefined)
      throw new Failure(`transformers.js is not in ${folder}.`, 'Remove the folder and try again.');
    const megabytes = sizeOf(join(folder, 'node_modules')) / 1e6;
    let dimensions: number | null = null;
    if (model !== null) {
      const opened = await openEmbeddings({ ...config, embeddings }, createLog(config), progress);
      dimensions = opened.dimensions;
      await opened.close();
    }
    if (flags.json === true)
      printJson({ folder, megabytes: Math.round(megabytes), model: model?.name ?? null, dimensions });
    else {
      print(`transformers.js ${libraryVersion} is in ${folder}, ${megabytes.toFixed(0)} MB.`);
      print(
        model === null
          ? 'Set EMBEDDINGS to a model, such as Xenova/multilingual-e5-small, and start the server.'
          : `${model.name} makes vectors of ${dimensions} numbers. Start the server with EMBEDDINGS=${embeddings}.`,
      );
    }
    return 0;
  },
};

const installLibrary = async (folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const manifest = { private: true, dependencies: { [libraryName]: libraryVersion } };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  progress(`Installing transformers.js ${libraryVersion} from the npm registry …`);
  // Without the scripts of packages: all that they fetch is for graphics cards.
  const args = ['install', '--prefix', folder, '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
  try {
    await promisify(execFile)('npm', args, { cwd: folder, shell: process.platform === 'win32', maxBuffer: 2 ** 24 });
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    const reason = stderr.split('\n').find((line) => line.includes('npm error')) ?? String(error);
    throw new Failure(`npm could not install it: ${reason}`, 'Check that npm is there and reaches its registry.');
  }
  for (const path of otherSystems(folder)) rmSync(path, { recursive: true, force: true });
};

/** Binaries of other systems, and what runs models in browsers. */
const otherSystems = (folder: string): string[] => {
  const runtime = join(folder, 'node_modules/onnxruntime-node/bin');
  const own = join(process.platform, process.arch);
  const binaries = globSync('*/*/*', { cwd: runtime }).filter((path) => !path.endsWith(own));
  const inBrowsers = join(folder, 'node_modules/onnxruntime-web/dist');
  return [...binaries.map((path) => join(runtime, path)), ...(existsSync(inBrowsers) ? [inBrowsers] : [])];
};

const sizeOf = (folder: string): number =>
  globSync('**/*', { cwd: folder }).reduce((sum, path) => sum + (statSync(join(folder, path)).size ?? 0), 0);
