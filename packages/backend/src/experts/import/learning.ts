import type { Tx } from '../../platform/database/index.ts';
import type { Embeddings } from '../../platform/embeddings/index.ts';

/**
 * Embeddings that keep in mind what they are told to learn, and learn it all at once in the end. One transaction that counts the same
 * words a thousand times leaves a thousand dead rows of each behind, which every further count has to pass by.
 */
export const learnLater = (
  embeddings: Embeddings,
): { embeddings: Embeddings; learnAll: (tx: Tx, organisationId: string) => Promise<void> } => {
  const kept = new Map<string, { languages: readonly string[]; added: string[]; removed: string[] }>();
  return {
    embeddings: {
      ...embeddings,
      learn: async (_tx, _organisationId, { added, removed }, languages = []) => {
        const key = languages.join(' ');
        const change = kept.get(key) ?? { languages, added: [], removed: [] };
        change.added.push(...added);
        change.removed.push(...removed);
        kept.set(key, change);
      },
    },
    learnAll: async (tx, organisationId) => {
      for (const { languages, ...change } of kept.values()) {
        await embeddings.learn(tx, organisationId, change, languages);
      }
      kept.clear();
    },
  };
};
