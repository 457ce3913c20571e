/** Texts as vectors: the interface, and the model that ships with the product. */
export { createBuiltinEmbeddings } from './builtin.ts';
export type { Embeddings } from './embeddings.ts';
