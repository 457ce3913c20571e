import { readFileSync, statSync } from 'node:fs';
import { databaseOf } from '../config.ts';
import { sitesCalled } from '../identity/index.ts';
import {
  defaultWeights,
  replayDecisions,
  routingOf,
  termNames,
  type Outcomes,
  type Replay,
  type Weights,
} from '../matching/index.ts';
import { openDatabase, type Database } from '../platform/database/index.ts';
import { organisations } from '../rewards/index.ts';
import { inColumns } from './eval/output.ts';
import type { Command } from './index.ts';
import { demoOption, jsonOption } from './options.ts';
import { settings } from './settings.ts';
import { Failure, UsageError, print, printJson, progress } from './terminal.ts';

/**
 * `routing replay`: every past decision of an organisation, or of one of its sites, with other weights. Nobody is asked, nothing is changed. What would
 * have come of asking another is not known; what is known is what came of asking who was asked.
 */
export const replayCommand: Command = {
  options: {
    organisation: { type: 'string', about: 'its id or name' },
    site: { type: 'string', about: 'the id, key or name of one site: its decisions alone, and from its weights on' },
    weights: { type: 'string', multiple: true, about: 'name=value, or a JSON file of them; others as they are' },
    demo: demoOption,
    json: jsonOption,
  },
  run: async ({ flags }) => {
    if (typeof flags.organisation !== 'string') throw new UsageError('--organisation is missing: whose decisions?');
    const given = Array.isArray(flags.weights) ? flags.weights : [];
    weightsOf(given); // what is wrong with them is said before a database is opened
    const config = settings({ isDemo: flags.demo === true, isSecretOptional: true });
    const db = await openDatabase({ ...databaseOf(config), onProgress: progress });
    try {
      await db.migrate();
      const wanted = flags.organisation;
      const found = await db.asSystem('routing replay: whose', (tx) => organisations(tx, wanted));
      const [organisation, another] = found;
      if (organisation === undefined) {
        throw new Failure(`There is no organisation "${wanted}".`, 'Give its id, or its name as it is written.');
      }
      if (another !== undefined) throw new Failure(`Several organisations are called "${wanted}".`, 'Give the id.');
      const site = typeof flags.site === 'string' ? await siteCalled(db, organisation.id, flags.site) : undefined;
      const weights = weightsOf(given, site?.weights);
      const replay = await replayDecisions(db, organisation.id, weights, { siteId: site?.id });
      if (flags.json === true)
        printJson({ organisation, ...(site && { site: { id: site.id, name: site.name } }), weights, ...replay });
      else print(inWords(replay));
      return 0;
    } finally {
      await db.close();
    }
  },
};

/** The site that is meant, with its weights. @throws Failure where there is none, or more than one */
const siteCalled = async (
  db: Database,
  organisationId: string,
  wanted: string,
): Promise<{ id: string; name: string; weights: Weights }> =>
  db.withOrganisation(organisationId, async (tx) => {
    const [site, another] = await sitesCalled(tx, wanted);
    if (site === undefined) throw new Failure(`There is no site "${wanted}".`, 'Give its id, its key or its name.');
    if (another !== undefined) throw new Failure(`Several sites are called "${wanted}".`, 'Give the id.');
    return { ...site, weights: (await routingOf(tx, site.id)).weights };
  });

/**
 * @param from the weights that those which are not given have
 * @throws UsageError that names the weight, or the file, and what is wrong with it
 */
export const weightsOf = (given: readonly string[], from: Weights = defaultWeights): Weights =>
  given.reduce<Weights>((weights, one) => ({ ...weights, ...checked(read(one)) }), from);

const read = (one: string): Record<string, unknown> => {
  const pair = /^([a-z]+)=(.*)$/u.exec(one);
  if (pair !== null) return { [pair[1]!]: pair[2] === '' ? undefined : Number(pair[2]) };
  if (statSync(one, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new UsageError(`--weights ${one}: neither name=value nor a file.`);
  }
  try {
    return JSON.parse(readFileSync(one, 'utf8')) as Record<string, unknown>;
  } catch {
    throw new UsageError(`--weights ${one}: it is not JSON, such as { "activity": 0.3 }.`);
  }
};

const checked = (weights: Record<string, unknown> | null): Partial<Weights> => {
  if (typeof weights !== 'object' || weights === null || Array.isArray(weights)) {
    throw new UsageError('--weights: the file must hold one object, such as { "activity": 0.3 }.');
  }
  for (const [name, value] of Object.entries(weights)) {
    if (!(termNames as readonly string[]).includes(name)) {
      throw new UsageError(`--weights: there is no term "${name}"; there are ${termNames.join(', ')}.`);
    }
    if (typeof value !== 'number' || !(Math.abs(value) <= 1)) {
      throw new UsageError(`--weights: ${name} must be a number from -1 to 1.`);
    }
  }
  return weights as Partial<Weights>;
};

const inWords = ({ decisions, same, other }: Replay): string => {
  if (decisions === 0) return 'No request was put before anybody yet.';
  const row = (name: string, of: Outcomes): string[] => [
    name,
    ...[of.decisions, of.accepted, of.refused, of.solved].map((count, at) =>
      at === 0 ? String(count) : `${count} (${of.decisions === 0 ? '–' : Math.round((100 * count) / of.decisions)} %)`,
    ),
  ];
  return [
    inColumns([
      ['who would have been asked', 'decisions', 'accepted', 'refused', 'solved in the end'],
      row('the same person', same),
      row('another', other),
    ]),
    `In ${other.tookItInTheEnd} of the latter the other one took the request in the end: they would have been asked sooner.`,
  ].join('\n');
};
