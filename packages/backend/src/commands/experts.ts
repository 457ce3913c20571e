import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { importExperts, readJsonLines, readTable, type ImportReport, type LineFault } from '../experts/index.ts';
import { systemClock } from '../platform/clock.ts';
import type { Command } from './index.ts';
import { demoOption, jsonOption } from './options.ts';
import { Failure, UsageError, print, printJson, progress } from './terminal.ts';
import { withApp } from './with-app.ts';

/** How often somebody who waits is told. */
const tellEvery = 500;
/** As many wrong lines as fit a screen; all of them with `--json`. */
const mostFaults = 50;

const readers = { '.jsonl': readJsonLines, '.ndjson': readJsonLines, '.csv': readTable };

/** `experts import FILE`. All lines are checked before anything is written; one that is wrong stops it all. */
export const importExpertsCommand: Command = {
  takes: 'FILE',
  options: {
    organisation: { type: 'string', about: 'its id or name; default: the only one there is' },
    'dry-run': { type: 'boolean', about: 'checks everything, says what would change, and changes nothing' },
    demo: demoOption,
    json: jsonOption,
  },
  run: async ({ flags, word }) => {
    const organisation = typeof flags.organisation === 'string' ? flags.organisation : undefined;
    const read = readers[extname(word).toLowerCase() as keyof typeof readers];
    if (read === undefined) throw new UsageError('FILE must end in .jsonl or .csv.');
    const { people, faults } = read(await contentOf(word), systemClock.now());
    const isDryRun = flags['dry-run'] === true;
    const isJson = flags.json === true;
    if (faults.length > 0) return refuse(faults, isJson);
    if (people.length === 0) throw new Failure(`There is nobody in ${word}.`, 'Write one expert a line.');
    const onProgress = (done: number, of: number): void => {
      if (done % tellEvery === 0) progress(`${done} of ${of} experts`);
    };
    const report = await withApp(flags.demo === true, (app) =>
      importExperts(app.platform, people, { organisation, isDryRun, onProgress }),
    );
    if (report.faults.length > 0) return refuse(report.faults, isJson);
    if (isJson) printJson({ ok: true, isDryRun, ...report });
    else print(inWords(report, isDryRun));
    return 0;
  },
};

const contentOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Failure(`${path} cannot be read (${code}).`, 'Give the path of a file that you may read.');
  }
};

const refuse = (faults: readonly LineFault[], isJson: boolean): number => {
  if (isJson) printJson({ ok: false, faults });
  else {
    for (const { line, field, reason } of faults.slice(0, mostFaults)) {
      print(`✗ line ${line}${field === '' ? '' : `, ${field}`}: ${reason}`);
    }
    if (faults.length > mostFaults) print(`  and ${faults.length - mostFaults} more; --json lists all.`);
    print(`\n${faults.length === 1 ? '1 line is' : `${faults.length} lines are`} wrong. Nothing was imported.`);
  }
  return 1;
};

const inWords = (report: ImportReport, isDryRun: boolean): string => {
  const { organisation, experts, membersAdded, profilesWritten, evidenceAdded, evidenceKnown } = report;
  const passwords =
    'They have no password yet: invite them to choose one by "Forgot your password?" on the sign-in page.';
  return [
    isDryRun
      ? `Nothing was changed. An import into ${organisation.name} would bring:`
      : `Imported into ${organisation.name}:`,
    `  experts in the file    ${experts}`,
    `  new members            ${membersAdded}`,
    `  profiles written       ${profilesWritten}  (the others say the same already)`,
    `  solved problems added  ${evidenceAdded}  (${evidenceKnown} were there already)`,
    ...(membersAdded > 0 && !isDryRun ? ['', passwords] : []),
  ].join('\n');
};
