import { languageName, screenLocale } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { mostStatements, type faultOf } from './statements.ts';

/** What is wrong with what somebody is good at, and what to do. */
export function statementFault({ line, fault }: NonNullable<ReturnType<typeof faultOf>>): string {
  switch (fault) {
    case 'short':
      return msg(str`Line ${line} is too short to be compared with anything: write a few words.`);
    case 'long':
      return msg(str`Line ${line} is longer than 300 characters: make it two.`);
    case 'many':
      return msg(str`${mostStatements} lines are the most. You can change them at any time.`);
  }
}

/** In which languages they will be asked, taken from the browser. */
export function languageLine(tags: readonly string[]): string {
  if (tags.length === 0) return msg('You are asked in English; other languages are under Profile.');
  const names = new Intl.ListFormat(screenLocale(), { type: 'conjunction' }).format(
    tags.map((tag) => languageName(tag)),
  );
  return msg(str`Your browser says you speak ${names}; you can change that under Profile.`);
}
