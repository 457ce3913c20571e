import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A sentence model small enough to be written down: each word is a direction, words of one line are the same. It goes the whole way of a
 * real one, tokenizer, ONNX graph and pooling, and nobody has to download it.
 */
const meanings = [
  ['slow', 'lento', 'langsam'],
  ['database', 'datos', 'datenbank'],
  ['keyboard', 'teclado', 'tastatur'],
  ['form', 'formulario', 'formular'],
  ['invoice', 'factura', 'rechnung'],
] as const;
const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
/** Of the vectors that it makes. */
export const tinyDimensions = meanings.length;

/** Writes the model into a folder, in the layout of the Hugging Face Hub. */
export const writeTinyModel = (folder: string): string => {
  const vocabulary = [...special, ...meanings.flat()];
  const table = vocabulary.map((word) => meanings.map((line) => Number((line as readonly string[]).includes(word))));
  mkdirSync(join(folder, 'onnx'), { recursive: true });
  writeFileSync(join(folder, 'onnx/model.onnx'), lookUpModel(table));
  const json = (name: string, value: unknown): void => writeFileSync(join(folder, name), JSON.stringify(value));
  json('config.json', { model_type: 'bert', architectures: ['BertModel'], hidden_size: tinyDimensions });
  json('tokenizer_config.json', {
    ...{ tokenizer_class: 'BertTokenizer', do_lower_case: true, model_max_length: 64 },
    ...{ pad_token: '[PAD]', unk_token: '[UNK]', cls_token: '[CLS]', sep_token: '[SEP]', mask_token: '[MASK]' },
  });
  const mark = (token: string, id: number) => ({ [token]: { id: token, ids: [id], tokens: [token] } });
  json('tokenizer.json', {
    ...{ version: '1.0', truncation: null, padding: null },
    added_tokens: special.map((content, id) => ({
      ...{ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true },
    })),
    normalizer: {
      ...{ type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [
        { SpecialToken: { id: '[CLS]', type_id: 0 } },
        { Sequence: { id: 'A', type_id: 0 } },
        { SpecialToken: { id: '[SEP]', type_id: 0 } },
      ],
      pair: [],
      special_tokens: { ...mark('[CLS]', 2), ...mark('[SEP]', 3) },
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      ...{ type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100 },
      vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
    },
  });
  return folder;
};

/** An ONNX graph of one node, which looks each token up in a table: protobuf by hand, after onnx.proto3 (field numbers in brackets there). */
const lookUpModel = (table: readonly (readonly number[])[]): Buffer => {
  const [rows, columns] = [table.length, table[0]!.length];
  const float = 1;
  const int64 = 7;
  const shape = ['batch', 'sequence'];
  const initializer = Buffer.concat([
    ...[number(1, rows), number(1, columns), number(2, float), text(8, 'table')],
    part(9, Buffer.from(new Float32Array(table.flat()).buffer)),
  ]);
  const node = Buffer.concat([text(1, 'table'), text(1, 'input_ids'), text(2, 'last_hidden_state'), text(4, 'Gather')]);
  const graph = Buffer.concat([
    ...[part(1, node), text(2, 'tiny'), part(5, initializer)],
    ...['input_ids', 'attention_mask'].map((name) => part(11, tensor(name, int64, shape))),
    part(12, tensor('last_hidden_state', float, [...shape, columns])),
  ]);
  return Buffer.concat([number(1, 8), part(7, graph), part(8, Buffer.concat([text(1, ''), number(2, 13)]))]);
};

const tensor = (name: string, type: number, shape: readonly (string | number)[]): Buffer => {
  const dimensions = shape.map((one) => part(1, typeof one === 'string' ? text(2, one) : number(1, one)));
  const of = part(1, Buffer.concat([number(1, type), part(2, Buffer.concat(dimensions))]));
  return Buffer.concat([text(1, name), part(2, of)]);
};

const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
};
const number = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const part = (field: number, bytes: Buffer): Buffer =>
  Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
const text = (field: number, value: string): Buffer => part(field, Buffer.from(value));
