import { anything, isMask, isWord, looksVariable } from './tokens.ts';

/** What all messages of one problem have in common. `scope` keeps apart what is never one problem: family and place. */
export interface Template {
  id: string;
  scope: string;
  /** `‹*›` where messages differ. */
  tokens: readonly string[];
}

/** What became of a message: its template, and whether that is new or became more general by it. */
export interface Mined {
  template: Template;
  outcome: 'new' | 'changed' | 'same';
}

/** Finds templates in a stream of messages. */
export interface Miner {
  /** Sorts a message in. One that fits no template, when there is room for no other, goes to one for all of these. */
  add(scope: string, tokens: readonly string[], newId: () => string): Mined;
  readonly size: number;
}

/** How many tokens, after the length, lead down the tree: Drain's depth of 4 (He et al., ICWS 2017, figure 2). */
const prefixTokens = 2;
/**
 * Constants of likeness, set once for all data on 16 sets of LogHub (`harmony eval grouping`): grouping accuracy moves by less than
 * 0.02 for a likeness of 0.55–0.65 and for a wildcard that counts 0.4–0.6.
 */
const leastLikeness = 0.6;
const wildcardCounts = 0.5;
/** Two different words speak against likeness beyond their place: "not found" is not "not allowed". */
const otherWordCosts = 0.5;
/** In messages this short every word tells: none becomes a wildcard. */
const shortTokens = 4;
/** Of what finds no room. */
const overflow = { scope: '…', tokens: [anything] } as const;

/**
 * A miner of the Drain kind: a tree of fixed depth (scope, number of tokens, first tokens) leads to a few templates, the most alike
 * takes the message, and its tokens that differ become wildcards. Deterministic, and the same whether it was fed one message
 * after another or begins with the templates that are there: their order decides nothing.
 *
 * @param most templates at once; further messages share one more
 */
export const createMiner = (templates: readonly Template[], most: number): Miner => {
  const leaves = new Map<string, Template[]>();
  let size = 0;
  const put = (template: Template): void => {
    const path = pathOf(template.scope, template.tokens);
    const leaf = leaves.get(path);
    if (leaf === undefined) leaves.set(path, [template]);
    else leaf.push(template);
    size += 1;
  };
  templates.forEach(put);

  const add: Miner['add'] = (scope, tokens, newId) => {
    const leaf = leaves.get(pathOf(scope, tokens)) ?? [];
    const found = mostAlike(leaf, tokens);
    if (found === undefined) {
      if (size >= most && scope !== overflow.scope) return add(overflow.scope, overflow.tokens, newId);
      const template = { id: newId(), scope, tokens };
      put(template);
      return { template, outcome: 'new' };
    }
    const merged = found.tokens.map((token, at) => (token === tokens[at] ? token : anything));
    if (merged.every((token, at) => token === found.tokens[at])) return { template: found, outcome: 'same' };
    const template = { ...found, tokens: merged };
    leaf[leaf.indexOf(found)] = template;
    return { template, outcome: 'changed' };
  };
  return {
    add,
    get size() {
      return size;
    },
  };
};

const pathOf = (scope: string, tokens: readonly string[]): string => {
  const prefix = tokens.slice(0, prefixTokens).map((token) => (looksVariable(token) ? anything : token));
  return [scope, tokens.length, ...prefix].join('\n');
};

const mostAlike = (leaf: readonly Template[], tokens: readonly string[]): Template | undefined => {
  let best: Template | undefined;
  let highest = leastLikeness;
  for (const template of leaf) {
    const is = likeness(template.tokens, tokens);
    if (is < highest || (is === highest && best !== undefined && !comesFirst(template, best))) continue;
    best = template;
    highest = is;
  }
  return best;
};

/** Of templates that are equally alike the one with fewer wildcards, then by text, then by id: never by chance. */
const comesFirst = (one: Template, other: Template): boolean => {
  const [a, b] = [wildcardsIn(one), wildcardsIn(other)];
  if (a !== b) return a < b;
  const [text, otherText] = [one.tokens.join(' '), other.tokens.join(' ')];
  return text === otherText ? one.id < other.id : text < otherText;
};

const wildcardsIn = ({ tokens }: Template): number => tokens.filter((token) => token === anything).length;

/** Share of the telling tokens that are the same, 0–1. Masks at the same place tell nothing, for or against. */
const likeness = (template: readonly string[], tokens: readonly string[]): number => {
  let same = 0;
  let all = 0;
  for (const [at, token] of tokens.entries()) {
    const expected = template[at]!;
    if (expected === token && isMask(token)) continue;
    all += 1;
    if (expected === token) same += 1;
    else if (expected === anything) same += wildcardCounts;
    // After an equals sign stands a value, whatever it looks like.
    else if (isWord(expected) && isWord(token) && !tokens[at - 1]?.endsWith('=')) {
      if (tokens.length <= shortTokens) return 0;
      all += otherWordCosts;
    }
  }
  return all === 0 ? 1 : same / all;
};
