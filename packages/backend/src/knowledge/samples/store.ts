import type { Tx } from '../../platform/database/index.ts';

/** These articles are samples. */
export const markSamples = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await tx`update article set is_sample = true where id = any (${[...ids]}::uuid[])`;
};

/** Samples that nobody has written on; locked, for they are about to go. */
export const untouchedSamples = async (tx: Tx): Promise<string[]> =>
  (await tx<{ id: string }[]>`select id from article where is_sample and version = 1 for update`).map(({ id }) => id);

/** What somebody has written on is theirs from now on. */
export const keepTouchedSamples = async (tx: Tx): Promise<void> => {
  await tx`update article set is_sample = false where is_sample and version > 1`;
};

export const deleteArticles = async (tx: Tx, ids: readonly string[]): Promise<void> => {
  await tx`delete from article where id = any (${[...ids]}::uuid[])`;
};

/** Whether there are any. */
export const hasSampleArticles = async (tx: Tx): Promise<boolean> =>
  (await tx`select from article where is_sample limit 1`).length > 0;
