// What the README tells a newcomer, read out of it: nothing of it is repeated in the walk, so that where the README changes, the
// walk follows or fails.

/** Something to do or to see: an address to open, or words that stand on screen. */
export type Told = { kind: 'address'; path: string } | { kind: 'words'; words: string };

/** The README as a newcomer uses it. */
export interface Readme {
  /** The command that starts everything, and the address that it listens on. */
  start: { command: string; address: string };
  /** Paths below that address that its table names. */
  places: string[];
  /** npm scripts that its commands call, such as `test` or `bench`. */
  scripts: string[];
  /** The first try: who signs in where, what is done then, and what the person says. */
  trial: { console: string; email: string; password: string; told: Told[]; words: string };
  /** The numbered list of one's own site, a step each. */
  steps: Told[][];
  /** The minutes that its heading promises. */
  minutes: number;
}

/** A place where the README and the product do not say the same. Its message is a sentence for whoever mends either. */
export class Lie extends Error {}

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** @throws Lie where something that a newcomer needs cannot be found in it */
export const readReadme = (text: string): Readme => {
  const find = (pattern: RegExp, what: string): string[] => {
    const found = pattern.exec(text);
    if (found === null) throw new Lie(`README.md does not say ${what} (looked for ${String(pattern)}).`);
    return found.slice(1);
  };
  const [command = '', address = ''] = find(/`(npm [^`]+)` listens on <(http[^>]+)>/, 'which command listens where');
  const fenced = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n'));
  const commands = fenced.map((line) => line.replace(/\s+#.*$/, '').trim()).filter((line) => line !== '');
  if (!commands.includes(command))
    throw new Lie(`README.md says that \`${command}\` listens, but shows no such command.`);
  const inline = [...text.matchAll(/`(npm [^`]+)`/g)].map(([, one = '']) => one);

  const [consolePath = '', accounts = ''] = find(/^\| `([^`]+)` \| ([^|]*all with[^|]*)\|$/m, 'who can sign in where');
  const [email = ''] = /[\w.]+@[\w.]+/.exec(accounts) ?? [];
  const [, password = ''] = /all with `([^`]+)`/.exec(accounts) ?? [];
  const [trial = ''] = find(/^Try it: ([\s\S]+?)\n\n/m, 'what to try first');
  const [words = ''] = find(/say\s+that ([^,]+),/, 'what to say in the first try');

  const [number = '', list = ''] = find(
    /^## [^\n]* in (\w+) minutes\n+((?:[\d ].*\n)+)/m,
    'what to do in how many minutes',
  );
  const minutes = numbers.indexOf(number) + 1;
  if (minutes === 0) throw new Lie(`README.md promises ${number} minutes, which is no number from one to ten.`);
  return {
    start: { command, address },
    places: [...text.matchAll(/^\| `(\/[^`]*)` \|/gm)].map(([, path = '']) => path),
    scripts: [...new Set([...commands, ...inline].map(scriptOf))],
    trial: { console: consolePath, email, password, told: toldIn(trial), words: words.replaceAll(/\s+/g, ' ') },
    steps: list
      .split(/^\d+\. /m)
      .filter(Boolean)
      .map(toldIn),
    minutes,
  };
};

/** Addresses and bold words, in their order. */
const toldIn = (text: string): Told[] =>
  [...text.matchAll(/\*\*([^*]+)\*\*|`(\/[^`\s]*)`/g)].map(([, words, path = '']) =>
    words === undefined ? { kind: 'address', path } : { kind: 'words', words: words.replaceAll(/\s+/g, ' ') },
  );

/** `npm start` and `npm run start` are the same script. */
const scriptOf = (command: string): string => /^npm (?:run )?([\w-]+)/.exec(command)?.[1] ?? command;
