import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMail } from '../../../platform/mail/inbox/index.ts';
import { answerText } from './answer-text.ts';

const folder = join(import.meta.dirname, 'mails');
const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -4));

/** Answers as mail programs write them, and beside each what its person wrote, by hand. */
const samples = await Promise.all(
  names.map(async (name) => {
    const mail = await readMail({ source: await readFile(join(folder, `${name}.eml`)), leftOut: [] });
    const wanted = (await readFile(join(folder, `${name}.txt`), 'utf8')).trimEnd();
    return { name, answer: answerText(mail.text), wanted };
  }),
);

describe('what a person wrote in a mail', () => {
  it.each(samples)('is found in $name', ({ answer, wanted }) => expect(answer).toBe(wanted));

  it('is measured', () => {
    const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');
    let [right, kept, theirs] = [0, 0, 0];
    for (const { answer, wanted } of samples) {
      right += lines(answer).filter((line) => lines(wanted).includes(line)).length;
      kept += lines(answer).length;
      theirs += lines(wanted).length;
    }
    const exact = samples.filter(({ answer, wanted }) => answer === wanted).length;
    console.log(
      `${exact} of ${samples.length} mails exactly; of ${kept} lines kept ${right} are the person's, who wrote ${theirs}`,
    );
    expect(samples.length).toBeGreaterThanOrEqual(25);
  });

  it('takes no longer for mails that are built to make it slow', () => {
    const bombs = [
      'On '.repeat(60_000),
      `${'On 1 '.repeat(40_000)}wrote`,
      '>'.repeat(200_000),
      'Am 1 schrieb \n'.repeat(15_000),
      '<a@b'.repeat(50_000),
      '-- \n'.repeat(50_000),
      'From:\n'.repeat(30_000),
      'On 1 a wrote:\n>\n'.repeat(12_000),
    ];
    for (const bomb of bombs) {
      const begin = performance.now();
      answerText(bomb);
      expect(performance.now() - begin).toBeLessThan(2_000);
    }
  });
});
