import { createMiner, mask, tokensOf } from '../../detection/index.ts';
import type { Command } from '../index.ts';
import { jsonOption } from '../options.ts';
import { print, printJson, progress } from '../terminal.ts';
import { readMessages, type LabelledMessage, type MessageSet } from './messages.ts';
import { dataOption, dataPath, inColumns, rounded, withInterval } from './output.ts';
import { bootstrap, mean, seeded, type Estimate } from './statistics.ts';

/** More templates than any site may have: the bound is not what is measured. */
const noBound = 1_000_000;

/** Whether a message is in a group that holds all of its kind and nothing else, summed up by the labelled groups. */
type Outcomes = readonly { right: number; all: number }[];

interface Figures {
  name: string;
  messages: number;
  groups: number;
  ours: Estimate;
  masking: Estimate;
  words: Estimate;
}

/**
 * `eval grouping`: grouping accuracy (Zhu et al., ICSE-SEIP 2019: the share of messages whose group is exactly that of the
 * labels) of the product's own miner, beside masking of values alone and beside masking every word that has a digit in it. Intervals by drawing labelled groups again; of all sets
 * together, by drawing sets. Exit code 1 when either baseline does as well.
 */
export const evalGrouping: Command = {
  options: { data: dataOption, json: jsonOption },
  run: async ({ flags }) => {
    const sets = readMessages(dataPath(flags));
    const measured = sets.map((set) => {
      progress(`${set.name}: ${set.messages.length} messages`);
      return measure(set);
    });
    const overall = (of: 'ours' | 'masking' | 'words'): Estimate =>
      rounded(
        bootstrap(
          measured.map((one) => one[of].value),
          mean,
          seeded(2),
        ),
      );
    const all = { ours: overall('ours'), masking: overall('masking'), words: overall('words') };
    const isGood = all.ours.value > Math.max(all.masking.value, all.words.value);
    if (flags.json === true) {
      printJson({ ok: isGood, measure: 'grouping accuracy', sets: measured, mean: all });
      return isGood ? 0 : 1;
    }
    print(
      inColumns([
        ['grouping accuracy', 'messages', 'groups', 'ours', 'masking alone', 'words with digits'],
        ...measured.map((one) => [
          ...[
            one.name,
            String(one.messages),
            String(one.groups),
            withInterval(one.ours),
            withInterval(one.masking),
            withInterval(one.words),
          ],
        ]),
        ['mean of sets', '', '', withInterval(all.ours), withInterval(all.masking), withInterval(all.words)],
      ]),
    );
    return isGood ? 0 : 1;
  },
};

const measure = ({ name, messages }: MessageSet): Figures => {
  const miner = createMiner([], noBound);
  let last = 0;
  const mined = messages.map(({ message }) => miner.add('', tokensOf(message), () => `t${(last += 1)}`).template.id);
  const masked = messages.map(({ message }) => mask(message));
  const words = messages.map(({ message }) => message.replace(/\S*\d\S*/g, '‹n›'));
  const ours = outcomesOf(messages, mined);
  return {
    ...{ name, messages: messages.length, groups: ours.length },
    ours: estimate(ours),
    masking: estimate(outcomesOf(messages, masked)),
    words: estimate(outcomesOf(messages, words)),
  };
};

const estimate = (outcomes: Outcomes): Estimate => rounded(bootstrap(outcomes, accuracy, seeded(1)));

const accuracy = (outcomes: Outcomes): number => {
  const sum = (of: 'right' | 'all'): number => outcomes.reduce((total, one) => total + one[of], 0);
  return sum('right') / sum('all');
};

/** @param found the group that each message was put into */
export const outcomesOf = (messages: readonly LabelledMessage[], found: readonly string[]): Outcomes => {
  const labelsOf = new Map<string, Set<string>>();
  const foundOf = new Map<string, Set<string>>();
  const sizes = new Map<string, number>();
  for (const [at, { group }] of messages.entries()) {
    const here = found[at]!;
    labelsOf.set(here, (labelsOf.get(here) ?? new Set()).add(group));
    foundOf.set(group, (foundOf.get(group) ?? new Set()).add(here));
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return [...sizes].map(([group, all]) => {
    const groups = [...foundOf.get(group)!];
    const isRight = groups.length === 1 && labelsOf.get(groups[0]!)!.size === 1;
    return { right: isRight ? all : 0, all };
  });
};
