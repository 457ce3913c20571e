import type { Complexity, Triage } from '@harmony-live/protocol';
import { msg, str } from '@lit/localize';

/** The domains there are from the start, in the reader's language; of those that experts have named, the name. */
const names: Readonly<Record<string, () => string>> = {
  accessibility: () => msg('Accessibility'),
  browser: () => msg('Browsers'),
  build: () => msg('Builds and releases'),
  database: () => msg('Databases'),
  file: () => msg('Files'),
  form: () => msg('Forms'),
  frontend: () => msg('Front end'),
  language: () => msg('Languages'),
  login: () => msg('Signing in'),
  mail: () => msg('E-mail'),
  media: () => msg('Audio and video'),
  mobile: () => msg('Mobile'),
  network: () => msg('Network'),
  other: () => msg('Something else'),
  payment: () => msg('Payments'),
  permission: () => msg('Permissions'),
  print: () => msg('Printing'),
  report: () => msg('Reports'),
  search: () => msg('Search'),
  security: () => msg('Security'),
  server: () => msg('Server'),
  speed: () => msg('Speed'),
  style: () => msg('Look and layout'),
  test: () => msg('Testing'),
  time: () => msg('Dates and times'),
};

/** A domain as people read it. */
export const domainWords = (domain: string): string =>
  (Object.hasOwn(names, domain) ? names[domain]!() : undefined) ?? domain.replaceAll('-', ' ');

export const complexityWords = (complexity: Complexity): string => {
  switch (complexity) {
    case 1:
      return msg('Simple');
    case 2:
      return msg('Medium');
    case 3:
      return msg('Complex');
  }
};

/** Which of the person's words spoke for the first domain; undefined where none did. */
export const becauseWords = ({ domains: [first] }: Pick<Triage, 'domains'>): string | undefined => {
  const words = first?.words ?? [];
  return words.length === 0 ? undefined : msg(str`By the words: ${words.join(', ')}`);
};
