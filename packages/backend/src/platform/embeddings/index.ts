/** Texts as vectors: the interface, the model that ships with the product, and any sentence model in its place. */
export { createBuiltinEmbeddings } from './builtin.ts';
export { cosineOf } from './cosine.ts';
export type { Embeddings } from './embeddings.ts';
export { modelSet, openEmbeddings } from './open.ts';
export { renewSome, startRenewal, type Renewable, type Stale } from './renewal.ts';
