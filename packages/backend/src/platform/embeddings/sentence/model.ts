import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';

/** Which sentence model is spoken of, and how it is loaded. */
export interface SentenceModel {
  /** What vectors carry: the id, or a folder's name with the beginning of its weights' hash, so that another file is another model. */
  name: string;
  /** The id on the Hugging Face Hub, or an absolute folder. */
  source: string;
  isFolder: boolean;
  /** Size of the weights' numbers: quantised to eight bits where there is a choice. */
  dtype: 'q8' | 'fp32';
}

/** A folder that cannot be a model, with the reason. */
export class ModelFault extends Error {}

const idShape = /^[\w.-]+\/[\w.-]+$/;

/** True for what is meant as a folder, there or not: `./model`, `/srv/model`, `~` is the shell's. */
const isPath = (setting: string, cwd: string): boolean =>
  isAbsolute(setting) || /^\.{1,2}(?:[\\/]|$)/.test(setting) || existsSync(resolve(cwd, setting));

/** @throws ModelFault for a folder without what a model needs, and for what is neither an id nor a folder */
export const sentenceModel = (setting: string, cwd: string): SentenceModel => {
  if (isPath(setting, cwd)) return folderModel(resolve(cwd, setting));
  if (!idShape.test(setting))
    throw new ModelFault('is neither "builtin", nor a model such as Xenova/multilingual-e5-small, nor a folder');
  return { name: setting, source: setting, isFolder: false, dtype: 'q8' };
};

const folderModel = (folder: string): SentenceModel => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new ModelFault(`names a folder that is not there: ${folder}`);
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json'])
    if (!existsSync(join(folder, file))) throw new ModelFault(`names a folder without ${file}: ${folder}`);
  const [dtype, weights] = (
    [
      ['q8', 'onnx/model_quantized.onnx'],
      ['fp32', 'onnx/model.onnx'],
    ] as const
  ).find(([, file]) => existsSync(join(folder, file))) ?? [undefined, ''];
  if (dtype === undefined)
    throw new ModelFault(`names a folder without onnx/model_quantized.onnx or onnx/model.onnx: ${folder}`);
  const hash = createHash('sha256')
    .update(readFileSync(join(folder, weights)))
    .digest('hex')
    .slice(0, 8);
  return { name: `${basename(folder)}@${hash}`, source: folder, isFolder: true, dtype };
};

/**
 * What a model wants to stand before a text. The E5 family was trained with a word for either side (Wang et al. 2022, "Text
 * Embeddings by Weakly-Supervised Contrastive Pre-training", section 4.2); the others need none.
 */
export const prefixOf = ({ name }: Pick<SentenceModel, 'name'>, kind: 'document' | 'query'): string => {
  if (!/(?:^|[/_-])e5(?:[_-]|@|$)/i.test(name)) return '';
  return kind === 'query' ? 'query: ' : 'passage: ';
};
