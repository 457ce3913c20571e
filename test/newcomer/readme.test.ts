import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Lie, readReadme } from './readme.ts';

const text = `# X

\`\`\`sh
npm start   # starts
npm test    # tests
\`\`\`

\`npm start\` listens on <http://localhost:1>:

| address | what |
|---|---|
| \`/demo/\` | a demo |
| \`/console/\` | the console: \`ada@demo.test\`, \`bob@demo.test\`, all with \`secret-one\` |

Try it: sign in as Ada, switch **On**; open \`/demo/\`, press **Help**, say
that a query
is slow, **Send**.

## One's own, in three minutes

1. In \`/console/\` press **Sign
   up**.
2. Press **Done**; \`npm run check\` is for later.

## More
`;

test('commands, addresses, accounts, the first try and the steps are read out of it', () => {
  const words = (one: string) => ({ kind: 'words', words: one });
  expect(readReadme(text)).toEqual({
    start: { command: 'npm start', address: 'http://localhost:1' },
    places: ['/demo/', '/console/'],
    scripts: ['start', 'test', 'check'],
    trial: {
      ...{ console: '/console/', email: 'ada@demo.test', password: 'secret-one', words: 'a query is slow' },
      told: [words('On'), { kind: 'address', path: '/demo/' }, words('Help'), words('Send')],
    },
    steps: [[{ kind: 'address', path: '/console/' }, words('Sign up')], [words('Done')]],
    minutes: 3,
  });
});

test.each([
  ['a start that is nowhere shown', text.replace('npm start   #', 'npm run it #'), 'shows no such command'],
  ['no list of steps', text.replace(/^\d\. /gm, '- '), 'what to do in how many minutes'],
  ['no accounts', text.replace('all with', 'and'), 'who can sign in where'],
  ['minutes that are no number', text.replace('three', 'few'), 'promises few minutes'],
])('%s is told', (_, broken, sentence) => {
  expect(() => readReadme(broken)).toThrow(Lie);
  expect(() => readReadme(broken)).toThrow(sentence);
});

test('the README of this repository can be read, and its commands exist', () => {
  const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  const { scripts, steps } = readReadme(read('README.md'));
  const { scripts: existing } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  expect(scripts.filter((name) => !(name in existing))).toEqual([]);
  expect(steps.length).toBeGreaterThan(0);
});
