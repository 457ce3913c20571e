import type { Tx } from '../database/index.ts';

/** Turns text into vectors. Vectors carry the model's name; vectors of different models are never compared. */
export interface Embeddings {
  /** Such as `builtin-1`. */
  readonly model: string;
  readonly dimensions: number;
  /**
   * For texts that are kept and searched (`document`) and texts that search (`query`); a model may treat them differently.
   * The organisation's own texts give the weights, hence the transaction. Unit length, or all zeros for a text that says
   * nothing: no words, or (a query) none that any of the organisation's texts has.
   *
   * @param languages BCP 47 tags the texts may be in, beside English
   */
  embed(
    tx: Tx,
    organisationId: string,
    kind: 'document' | 'query',
    texts: readonly string[],
    languages?: readonly string[],
  ): Promise<number[][]>;
  /**
   * Works out beforehand, outside of any transaction, what takes long; `embed` then finds it. Does nothing where nothing takes
   * long. Never throws: `embed` says what is wrong.
   */
  prepare(kind: 'document' | 'query', texts: readonly string[]): Promise<void>;
  /** Tells the model which texts joined or left those that are searched, with the languages they were embedded with. */
  learn(
    tx: Tx,
    organisationId: string,
    change: { added: readonly string[]; removed: readonly string[] },
    languages?: readonly string[],
  ): Promise<void>;
  close(): Promise<void>;
}
