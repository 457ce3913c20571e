import { readFileSync } from 'node:fs';
import { scrub } from '@harmony-live/protocol/scrub';
import { negatives, positives, type Probe } from '@harmony-live/protocol/scrub.probes';
import type { Command } from '../index.ts';
import { jsonOption } from '../options.ts';
import { Failure, print, printJson } from '../terminal.ts';
import { filesAt } from './messages.ts';
import { dataOption, inColumns, rounded, withInterval } from './output.ts';
import { bootstrap, mean, seeded, type Estimate } from './statistics.ts';

/** Below this share, in recall or precision, the scrubber is not good. */
const goal = 0.9;

interface Share {
  name: string;
  right: number;
  all: number;
}

/** What the scrubber did with probes. */
export interface ScrubFigures {
  /** Of texts with something in them, by its kind: how many lost it. */
  recall: Share[];
  /** Of texts in which a mark was set, by mark: how many had something to mark. */
  precision: Share[];
  /** Of texts with nothing in them, by what they are: how many stayed as they are. */
  untouched: Share[];
  overall: { recall: Estimate; precision: Estimate };
}

/** `eval scrub`: recall and precision of the scrubber, on the published probes or on a file of one's own. Exit code 1 below 0.9. */
export const evalScrub: Command = {
  options: {
    data: { ...dataOption, about: 'lines of JSON { kind, text, secret? }; default: the published probes' },
    json: jsonOption,
    markdown: { type: 'boolean', about: 'as the tables of docs/privacy.md' },
  },
  run: async ({ flags }) => {
    const figures = measureScrub(
      typeof flags.data === 'string' ? readProbes(flags.data) : [...positives, ...negatives],
    );
    const { recall, precision } = figures.overall;
    // Without a text of one sort there is nothing to fall short of.
    const isGood = [recall, precision].every(({ value }) => !(value < goal));
    if (flags.json === true) printJson({ ok: isGood, ...figures });
    else if (flags.markdown === true) print(scrubTables(figures));
    else print(asText(figures));
    return isGood ? 0 : 1;
  },
};

export const measureScrub = (probes: readonly Probe[]): ScrubFigures => {
  const judged = probes.map((probe) => {
    const clean = scrub(probe.text);
    const hasSecret = probe.secret !== undefined;
    const isRight = hasSecret ? !clean.includes(probe.secret!) : clean === probe.text;
    const had = marksIn(probe.text);
    return { ...probe, hasSecret, isRight, marks: [...new Set(marksIn(clean).filter((mark) => !had.includes(mark)))] };
  });
  const [holding, empty] = [judged.filter(({ hasSecret }) => hasSecret), judged.filter(({ hasSecret }) => !hasSecret)];
  const marked = judged.filter(({ marks }) => marks.length > 0);
  const share = <T>(of: readonly T[], isIt: (one: T) => boolean): Estimate =>
    rounded(
      bootstrap(
        of.map((one) => Number(isIt(one))),
        mean,
        seeded(1),
      ),
    );
  return {
    recall: sharesBy(holding.map(({ kind, isRight }) => [kind, isRight])),
    precision: sharesBy(marked.flatMap(({ marks, hasSecret }) => marks.map((mark) => [mark, hasSecret] as const))),
    untouched: sharesBy(empty.map(({ kind, isRight }) => [kind, isRight])),
    overall: {
      recall: share(holding, ({ isRight }) => isRight),
      precision: share(marked, ({ hasSecret }) => hasSecret),
    },
  };
};

const marksIn = (text: string): string[] => text.match(/‹[^›]+›/g) ?? [];

const sharesBy = (all: readonly (readonly [string, boolean])[]): Share[] => {
  const shares = new Map<string, Share>();
  for (const [name, isRight] of all) {
    const share = shares.get(name) ?? { name, right: 0, all: 0 };
    share.all += 1;
    share.right += Number(isRight);
    shares.set(name, share);
  }
  return [...shares.values()];
};

/** @throws Failure for what is no list of probes */
const readProbes = (path: string): Probe[] => {
  const lines = filesAt(path, /\.jsonl$/).flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  const probes = lines.filter((line) => line.trim() !== '').map(readProbe);
  if (probes.length > 0) return probes;
  throw new Failure(`There are no probes at ${path}.`, 'Give lines of JSON { "kind", "text", "secret" } (.jsonl).');
};

const readProbe = (line: string): Probe => {
  try {
    const { kind = 'text', text, secret } = JSON.parse(line) as { kind?: unknown; text?: unknown; secret?: unknown };
    if (typeof text === 'string' && typeof kind === 'string' && (secret === undefined || typeof secret === 'string')) {
      return { kind, text, ...(secret !== undefined && { secret }) };
    }
  } catch {
    // Said below, with the line.
  }
  throw new Failure(`This is no probe: ${line.slice(0, 80)}`, 'Each line is JSON { "kind", "text", "secret" }.');
};

const asText = ({ recall, precision, untouched, overall }: ScrubFigures): string => {
  const rows = (title: string, shares: readonly Share[]): string =>
    inColumns([
      [title, 'texts', 'right', ''],
      ...shares.map(({ name, all, right }) => [name, `${all}`, `${right}`, percent(right, all)]),
    ]);
  return [
    rows('what must go', recall),
    rows('what must stay', untouched),
    rows('mark set', precision),
    `recall ${withInterval(overall.recall)}, precision ${withInterval(overall.precision)}`,
  ].join('\n\n');
};

/** The tables between the marks of docs/privacy.md; a test holds them together. */
export const scrubTables = ({ recall, precision, untouched, overall }: ScrubFigures): string => {
  const table = (head: string, shares: readonly Share[]): string =>
    [
      head,
      '|---|--:|--:|--:|',
      ...shares.map(({ name, all, right }) => `| ${name} | ${all} | ${right} | ${percent(right, all)} |`),
    ].join('\n');
  return [
    table('| must go | texts | taken out | recall |', recall),
    table('| must stay | texts | left alone | share |', untouched),
    table('| mark | set | rightly | precision |', precision),
    `Altogether: recall ${withInterval(overall.recall)}, precision ${withInterval(overall.precision)}, with 95 % intervals by bootstrap over texts.`,
  ].join('\n\n');
};

const percent = (right: number, all: number): string => (right / all).toFixed(2);
