import type { Command, Given } from '../index.ts';
import { jsonOption } from '../options.ts';
import { Failure, UsageError, print, printJson, progress } from '../terminal.ts';
import { enterOrganisation, openWorkspace } from './ground.ts';
import { isGood, reportOf } from './measures.ts';
import { inWords } from './output.ts';
import { People } from './people-file.ts';
import { planOf } from './plan.ts';
import { contentOf, loadProfile, readShaped, shipped } from './read-profile.ts';
import { run, type Ground } from './run.ts';
import { createTiming } from './timing.ts';
import { Refused } from './wire.ts';

const usualUrl = 'http://localhost:4400';
const usualProfile = 'quick';
/** Half an hour in six minutes; an expert who lets a question run out costs 20 s of the server's, 100 simulated ones. */
const usualSpeed = 5;

/**
 * `simulate`: visitors and experts against a running server, over its HTTP API and its live protocol. Exit code 1 when something
 * was doubled, lost or starved.
 */
export const simulate: Command = {
  options: {
    url: { type: 'string', about: `of the running server; default: ${usualUrl}` },
    profile: {
      type: 'string',
      about: `a file, or one of ${Object.keys(shipped).join(', ')}; default: ${usualProfile}`,
    },
    seed: { type: 'string', about: 'a whole number: the same seed makes the same people; default: 1' },
    speed: { type: 'string', about: `simulated seconds in a second, 0.1 to 1000; default: ${usualSpeed}` },
    people: { type: 'string', about: 'a file with a site and sign-ins, for a server that is no demo' },
    json: jsonOption,
  },
  run: async ({ flags }) => {
    const url = urlOf(flags);
    const seed = numberOf(flags, 'seed', 1, { least: 0, most: 2 ** 32 - 1, isWhole: true });
    const speed = numberOf(flags, 'speed', usualSpeed, { least: 0.1, most: 1000 });
    const profile = await loadProfile(textOf(flags, 'profile') ?? usualProfile);
    const plan = planOf(profile, seed);
    const title = `${profile.name}, seed ${seed}, at ${speed} times the pace`;
    progress(
      `${title}: ${plan.experts.length} experts, ${plan.visitors.length} requests, ${minutesOf(plan.endMs / speed)}`,
    );
    const peopleFile = textOf(flags, 'people');
    const ground = await reach(
      peopleFile === undefined
        ? openWorkspace(url, `Simulation of ${profile.name}`.slice(0, 80), plan.experts, progress)
        : readPeople(peopleFile).then((people) => enterOrganisation(url, people, plan.experts)),
    );
    const { signal, letGo } = onInterrupt();
    try {
      const done = await run(plan, ground, { timing: createTiming(speed), signal, onProgress: progress });
      const report = reportOf(done, seed);
      if (flags.json === true) printJson({ ok: isGood(report), profile: profile.name, seed, speed, ...report });
      else print(`${inWords(title, report)}\n${aboutSpeed(speed)}`);
      return isGood(report) ? 0 : 1;
    } finally {
      letGo();
    }
  },
};

/** Before anything is simulated a refusal ends it, in words. */
const reach = async (ground: Promise<Ground>): Promise<Ground> => {
  try {
    return await ground;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Failure(`The server refused: ${error.message}`, 'Nothing was simulated.');
  }
};

const readPeople = async (path: string): Promise<People> => readShaped<People>(path, await contentOf(path), People);

/** Ctrl-C ends the simulation, not the report; a second one ends the process. */
const onInterrupt = (): { signal: AbortSignal; letGo: () => void } => {
  const controller = new AbortController();
  const abort = (): void => {
    progress('stopping; the report of what was seen so far follows');
    controller.abort();
  };
  process.once('SIGINT', abort);
  process.once('SIGTERM', abort);
  return {
    signal: controller.signal,
    letGo: () => {
      process.off('SIGINT', abort);
      process.off('SIGTERM', abort);
    },
  };
};

const aboutSpeed = (speed: number): string =>
  speed === 1
    ? 'Intervals are of 95 %. Times are as the server measured them.'
    : `Intervals are of 95 %. People were ${speed} times as fast; the server was not: a question that runs out after 20 s took ${20 * speed} s here.`;

const minutesOf = (ms: number): string => {
  const minutes = Math.ceil(ms / 60_000);
  return minutes === 1 ? 'about a minute' : `about ${minutes} minutes`;
};

const textOf = (flags: Given['flags'], name: string): string | undefined => {
  const value = flags[name];
  if (value === '') throw new UsageError(`--${name} must not be empty.`);
  return typeof value === 'string' ? value : undefined;
};

const urlOf = (flags: Given['flags']): string => {
  const text = textOf(flags, 'url') ?? usualUrl;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--url must be the address of a server, such as ${usualUrl}, not "${text}".`);
  }
  return url.origin;
};

const numberOf = (
  flags: Given['flags'],
  name: string,
  usual: number,
  { least, most, isWhole = false }: { least: number; most: number; isWhole?: boolean },
): number => {
  const text = textOf(flags, name);
  if (text === undefined) return usual;
  const value = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most && (!isWhole || Number.isInteger(value)))
    return value;
  throw new UsageError(`--${name} must be a ${isWhole ? 'whole ' : ''}number from ${least} to ${most}, not "${text}".`);
};
