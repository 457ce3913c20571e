import type { Rule } from '../tree.ts';
import { chance } from './chance.ts';
import { dependencies } from './dependencies.ts';
import { length } from './length.ts';
import { moduleOrder } from './module-order.ts';
import { packageOrder } from './package-order.ts';
import { noWorkplace, paperLinks } from './papers.ts';
import { roleTable } from './role-table.ts';
import { safeTemplates } from './safe-templates.ts';
import { sdkGlobals } from './sdk-globals.ts';
import { poolIsPrivate, sqlPlaces } from './sql-places.ts';
import { wireTypes } from './wire-types.ts';
import { words } from './words.ts';

/** The walls of the house that can be seen in the sources alone; database.test.ts has those that need the schema. */
export const rules: readonly Rule[] = [
  moduleOrder,
  packageOrder,
  dependencies,
  sqlPlaces,
  poolIsPrivate,
  chance,
  roleTable,
  words,
  safeTemplates,
  sdkGlobals,
  wireTypes,
  length,
  paperLinks,
  noWorkplace,
];
