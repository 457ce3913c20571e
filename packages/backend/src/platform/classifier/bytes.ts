import type { Model } from './model.ts';

/** Models written by other code are not read: they are trained again. */
const format = 1;

/** What stands before the numbers, as JSON. */
interface Head {
  format: number;
  labels: string[];
  columns: number;
  unseenIdf: number;
  temperature: number;
  threshold: number;
  accuracy: number | null;
}

/**
 * A model as it is kept: length of the head (4 bytes), head, then hashes, idf and steps by column (4 bytes each), biases by
 * label, weights by column and label (1 byte each). A model of 77 labels and 33,000 features has 3 MB.
 */
export const toBytes = (model: Model): Uint8Array => {
  const { labels, columns, idf, unseenIdf, weights, steps, biases, temperature, threshold, accuracy } = model;
  const head: Head = {
    format,
    labels: [...labels],
    columns: columns.size,
    unseenIdf,
    temperature,
    threshold,
    accuracy,
  };
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const hashes = new Uint32Array(columns.size);
  for (const [hash, column] of columns) hashes[column] = hash;
  const parts = [hashes, idf, steps, biases, weights].map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  );
  return Buffer.concat([length, json, ...parts]);
};

/** @returns undefined where the bytes are of another format */
export const fromBytes = (bytes: Uint8Array): Model | undefined => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headLength = buffer.readUInt32LE(0);
  const head = JSON.parse(buffer.subarray(4, 4 + headLength).toString()) as Head;
  if (head.format !== format) return undefined;
  const { labels, columns, unseenIdf, temperature, threshold, accuracy } = head;
  let at = 4 + headLength;
  // Copied: numbers of four bytes may not begin anywhere.
  const take = (count: number, size: number): ArrayBuffer => {
    const end = at + count * size;
    const part = new Uint8Array(buffer.subarray(at, end)).buffer;
    at = end;
    return part;
  };
  const hashes = new Uint32Array(take(columns, 4));
  const idf = new Float32Array(take(columns, 4));
  const steps = new Float32Array(take(columns, 4));
  const biases = new Float32Array(take(labels.length, 4));
  const weights = new Int8Array(take(columns * labels.length, 1));
  const byHash = new Map(Array.from(hashes, (hash, column) => [hash, column]));
  return { labels, columns: byHash, idf, unseenIdf, weights, steps, biases, temperature, threshold, accuracy };
};
