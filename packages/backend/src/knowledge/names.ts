/** Stands where a name stood. */
const mark = '‹name›';

/** Shorter parts of a name are words of every language. */
const shortestName = 3;

/** Names that must not stand in an article. */
export interface NamesToHide {
  /** Of the person who asked: hidden in every spelling, part by part. */
  seeker: readonly string[];
  /** Of those who helped: their parts are words often enough (Mark, Grace) to be hidden only as names are written. */
  helpers: readonly string[];
}

/**
 * Hides names that are given; beside the scrubber, which knows nobody. Other names and addresses pass, which is why an expert
 * reads every draft.
 */
export const hideNames = (text: string, names: NamesToHide): string =>
  patternsOf(names).reduce((rest, pattern) => rest.replace(pattern, mark), text);

const patternsOf = ({ seeker, helpers }: NamesToHide): RegExp[] => {
  const whole = [...seeker, ...helpers].map((name) => name.trim()).filter((name) => /\S\s+\S/.test(name));
  return [
    ...whole.map((name) => asWords(name, 'giu')),
    ...seeker.flatMap(partsOf).map((part) => asWords(part, 'giu')),
    ...helpers.flatMap(partsOf).map((part) => asWords(part, 'gu')),
  ];
};

const partsOf = (name: string): string[] =>
  name.split(/[^\p{L}\p{M}'’-]+/u).filter((part) => part.length >= shortestName);

/** The name as a word of its own, whatever stands between its parts. */
const asWords = (name: string, flags: string): RegExp => {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&').replace(/\s+/g, '\\s+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped.replaceAll('\\-', '-')}(?:['’]s)?(?![\\p{L}\\p{N}])`, flags);
};
