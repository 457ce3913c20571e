import type { OwnExpert, Site } from '@harmony-live/protocol';
import { conductVersion } from '../../identity/members/conduct.ts';
import { systemClock } from '../../platform/clock.ts';
import { Failure } from '../terminal.ts';
import type { People } from './people-file.ts';
import type { PlannedExpert } from './plan.ts';
import type { Ground } from './run.ts';
import { createServerWire, refusalOf } from './server-wire.ts';
import { Refused, type Headers, type Wire } from './wire.ts';

/** As many letters as the demo's box shows at once, with room for others. */
const invitedAtOnce = 40;
/** A letter is there within moments. */
const letterWithinMs = 30_000;
/** How often somebody who waits is told. */
const tellEvery = 20;

type Experts = readonly PlannedExpert[];
type Tell = (text: string) => void;

/**
 * A workspace of its own on a demo server, whose experts come in as people do: invited, by the letter in the demo's box.
 *
 * @throws Failure where the server cannot be reached or is no demo
 */
export const openWorkspace = async (url: string, name: string, experts: Experts, tell: Tell): Promise<Ground> => {
  await requireServer(url);
  if (!(await isDemo(url))) {
    throw new Failure(
      `${url} is no demo: its letters cannot be read, so nobody can be invited.`,
      'Make a site and members for the simulation, and name them with --people FILE (docs/simulate.md).',
    );
  }
  const wire = createServerWire(url);
  const owner = await enter(url, '/v1/workspaces', {
    ...{
      workspaceName: name,
      name: 'Owner',
      email: `owner-${systemClock.newId()}@simulate.test`,
      password: newPassword(),
    },
  });
  const { items } = await wire.call<{ items: Site[] }>(owner, 'GET', '/v1/sites');
  const headers: Headers[] = [];
  for (let first = 0; first < experts.length; first += invitedAtOnce) {
    const batch = experts.slice(first, first + invitedAtOnce);
    headers.push(...(await inviteAll(url, wire, owner, batch)));
    if (headers.length % tellEvery === 0) tell(`${headers.length} of ${experts.length} experts have joined`);
  }
  await saveProfiles(wire, headers, experts);
  return { wire, site: items[0]!.key, origin: new URL(url).origin, experts: headers };
};

/**
 * An organisation that is there: its experts sign in, and get the profiles of the simulation in place of theirs.
 *
 * @throws Failure where the server cannot be reached, there are too few of them, or one cannot sign in
 */
export const enterOrganisation = async (url: string, people: People, experts: Experts): Promise<Ground> => {
  if (people.experts.length < experts.length) {
    throw new Failure(
      `The profile has ${experts.length} experts, the file of --people only ${people.experts.length}.`,
      'Add some, or take a smaller profile.',
    );
  }
  await requireServer(url);
  const wire = createServerWire(url);
  const headers: Headers[] = [];
  for (const account of people.experts.slice(0, experts.length)) headers.push(await enter(url, '/v1/login', account));
  await saveProfiles(wire, headers, experts);
  return { wire, site: people.site, origin: people.origin, experts: headers };
};

const requireServer = async (url: string): Promise<void> => {
  const isReady = await fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!isReady) throw new Failure(`No server is ready at ${url}.`, 'Start one (npm start), or name it with --url.');
};

const isDemo = async (url: string): Promise<boolean> => (await fetch(`${url}/demo/mail/`)).ok;

const newPassword = (): string => systemClock.newSecret();

/** Comes in by a route that sets the session's cookie. */
const enter = async (url: string, path: string, body: object): Promise<Headers> => {
  const origin = new URL(url).origin;
  for (;;) {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    if (response.ok && cookie !== undefined) return { cookie, origin };
    if (response.status !== 429) {
      throw new Failure(`Somebody could not come in: ${refusalOf(response.status, text).message}`, `It was ${path}.`);
    }
    // Signing in is slowed down on purpose; a simulation of many people waits its turn.
    await pause(1000 * Number(response.headers.get('retry-after') ?? 5));
  }
};

const inviteAll = async (url: string, wire: Wire, owner: Headers, batch: Experts): Promise<Headers[]> => {
  const emails = batch.map(({ index }) => `expert-${index}-${systemClock.newId()}@simulate.test`);
  for (const email of emails) await wire.call(owner, 'POST', '/v1/invitations', { email, role: 'expert' });
  const headers: Headers[] = [];
  for (const [at, { name, statements, languages }] of batch.entries()) {
    const token = await tokenFor(url, emails[at]!);
    headers.push(
      await enter(url, '/v1/join', {
        ...{ token, name, password: newPassword(), statements, codeOfConduct: conductVersion },
        languages: languages.map(({ tag }) => tag),
      }),
    );
  }
  return headers;
};

/** From the demo's box: an article names the address before its link. */
const tokenFor = async (url: string, email: string): Promise<string> => {
  for (const until = performance.now() + letterWithinMs; performance.now() < until;) {
    const box = await (await fetch(`${url}/demo/mail/`)).text();
    const letter = box.split('<article>').find((article) => article.includes(email));
    const [, token] = /\/console\/join\/([\w-]+)/.exec(letter ?? '') ?? [];
    if (token !== undefined) return token;
    await pause(100);
  }
  throw new Failure(`The letter to ${email} did not come.`, 'See what the server says: its jobs may stand still.');
};

const saveProfiles = async (wire: Wire, headers: readonly Headers[], experts: Experts): Promise<void> => {
  for (const [at, { statements, languages, capacity }] of experts.entries()) {
    const { version } = await ownProfile(wire, headers[at]!);
    await wire.call(headers[at]!, 'PUT', '/v1/experts/me', {
      ...{ version, statements, capacity },
      languages: languages.map(({ tag, level = 2 }) => ({ tag, level })),
    });
  }
};

/** Made by the event of joining, moments after it. */
const ownProfile = async (wire: Wire, headers: Headers): Promise<OwnExpert> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await wire.call<OwnExpert>(headers, 'GET', '/v1/experts/me');
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'expert/not-found' || attempt === 20) throw error;
      await pause(100);
    }
  }
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
