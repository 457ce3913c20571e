import { openDatabase } from '../platform/database/index.ts';
import { seedDemo } from '../demo/seed.ts';
import { databaseOf } from '../config.ts';
import type { Command } from './index.ts';
import { demoOption, jsonOption } from './options.ts';
import { settings } from './settings.ts';
import { UsageError, print, printJson, progress } from './terminal.ts';
import { withApp } from './with-app.ts';

/** `migrate`: brings the schema to the newest version. The server does so too when it starts. */
export const migrate: Command = {
  options: { demo: demoOption, json: jsonOption },
  run: async ({ flags }) => {
    const config = settings({ isDemo: flags.demo === true, isSecretOptional: true });
    const db = await openDatabase({ ...databaseOf(config), onProgress: progress });
    try {
      const { from, to } = await db.migrate();
      if (flags.json === true) printJson({ from, to });
      else
        print(
          from === to ? `The schema is at version ${to} already.` : `The schema went from version ${from} to ${to}.`,
        );
      return 0;
    } finally {
      await db.close();
    }
  },
};

/** `seed --demo`: what the demo consists of; what is there already stays. */
export const seed: Command = {
  options: { demo: { type: 'boolean', about: 'required: there is nothing else to seed' }, json: jsonOption },
  run: async ({ flags }) => {
    if (flags.demo !== true) throw new UsageError('seed needs --demo: there is nothing else to seed.');
    const { isNew } = await withApp(true, (app) => seedDemo(app.platform));
    if (flags.json === true) printJson({ isNew });
    else print(isNew ? 'The demo is in the database.' : 'The demo was in the database already.');
    return 0;
  },
};
