/**
 * Where an id stands between 0 and 1, the same each time: FNV-1a over UTF-16 units, 32 bits, stirred once more by the end
 * of MurmurHash3, since FNV alone leaves ids that differ in their last sign close together.
 *
 * @param salt what is decided: the same id stands elsewhere for another question
 * @returns at least 0, less than 1
 */
export const shareOf = (id: string, salt: string): number => {
  const text = `${salt}:${id}`;
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
};
