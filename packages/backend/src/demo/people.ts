import type { ExpertProfile, MemberRole } from '@harmony-live/protocol';

/** The password of everybody in the demo. It is public, which is why the demo listens on this machine alone. */
export const demoPassword = 'harmony-demo';

/** Somebody of the demo's organisation. */
export interface DemoPerson {
  email: string;
  name: string;
  role: MemberRole;
  /** What they say about themselves; absent for whoever only runs the place. */
  profile?: ExpertProfile;
}

/** More than anybody could talk to at once: a demo should not run full. */
const capacity = 20;

/** Who helps, and who runs the place. */
export const demoPeople: readonly DemoPerson[] = [
  {
    email: 'ada@demo.test',
    name: 'Ada Moreau',
    role: 'expert',
    profile: {
      statements: [
        'Slow PostgreSQL queries, SQL, indexes, locks, deadlocks and migrations: I read the plan with you',
        'Databases that lost or doubled records, restoring backups, importing and exporting data',
        'APIs and servers whose requests are answered 500, fail or time out, and background jobs: I find it in the logs',
        'Payment providers, cards, refunds, invoices charged twice and failed charges',
        'Lists and reports that are slow because the backend reads too much',
      ],
      languages: [
        { tag: 'en', level: 2 },
        { tag: 'fr', level: 3 },
      ],
      capacity,
    },
  },
  {
    email: 'grace@demo.test',
    name: 'Grace Okafor',
    role: 'expert',
    profile: {
      statements: [
        'Forms whose validation does not say which field is wrong, required fields, error messages, input that is refused',
        'Buttons that do nothing when pressed, forms that do not submit or save what was typed',
        'CSS and styles: layout, flexbox, grid, fonts, colours, dark mode, pages on a phone',
        'Frontend code in React, Vue or plain JavaScript: components, state, rendering',
        'Accessibility: labels, focus, keyboard and screen readers',
      ],
      languages: [
        { tag: 'en', level: 2 },
        { tag: 'es', level: 2 },
      ],
      capacity,
    },
  },
  {
    email: 'linus@demo.test',
    name: 'Linus Berg',
    role: 'expert',
    profile: {
      statements: [
        'Pages that break in one browser only: Safari, Firefox, Chrome, Edge, extensions, cache and cookies',
        'CI builds that differ from the laptop: containers, environment variables, versions, npm and bundlers',
        'Reproducing bugs step by step, regression and end-to-end tests with Playwright, quality assurance',
        'Releases and deployments that went wrong, TypeScript errors, broken dependencies',
        'Tabs that crash, memory leaks and errors in the browser’s console',
      ],
      languages: [
        { tag: 'en', level: 2 },
        { tag: 'de', level: 3 },
      ],
      capacity,
    },
  },
  { email: 'admin@demo.test', name: 'Noor Haddad', role: 'admin' },
];
