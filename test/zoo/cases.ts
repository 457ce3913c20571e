import type { Case } from './case.ts';
import { answers } from './cases/answers.ts';
import { background } from './cases/background.ts';
import { errors } from './cases/errors.ts';
import { forms } from './cases/forms.ts';
import { navigation } from './cases/navigation.ts';
import { presses } from './cases/presses.ts';
import { widgets } from './cases/widgets.ts';

/** All of the zoo. */
export const cases: readonly Case[] = [
  ...presses,
  ...answers,
  ...background,
  ...errors,
  ...forms,
  ...navigation,
  ...widgets,
];
