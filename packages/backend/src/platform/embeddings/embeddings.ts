import type { Tx } from '../database/index.ts';

/** Turns text into vectors. Vectors carry the model's name; vectors of different models are never compared. */
export interface Embeddings {
  /** Such as `builtin-1`. */
  readonly model: string;
  readonly dimensions: number;
  /**
   * For texts that are kept and searched (`document`) and texts that search (`query`); a model may treat them differently.
   * The organisation's own texts give the weights, hence the transaction. Unit length, or all zeros for a text without words.
   */
  embed(tx: Tx, organisationId: string, kind: 'document' | 'query', texts: readonly string[]): Promise<number[][]>;
  /** Tells the model that these texts joined or left the organisation's own, so that rare words keep weighing more. */
  learn(tx: Tx, organisationId: string, change: { added: readonly string[]; removed: readonly string[] }): Promise<void>;
}
