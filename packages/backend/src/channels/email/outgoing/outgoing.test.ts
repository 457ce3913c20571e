import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  buildTestApp,
  fakeClock,
  type FakeClock,
  type Somebody,
  type TestApp,
  type TestWorkspace,
} from '../../../../test/app.ts';
import { meet } from '../../../conversation/talk.fixture.ts';
import { AddressRefused } from '../../../platform/mail/index.ts';
import type { Platform } from '../../../platform/platform.ts';
import { threadOfTag } from '../reply-address.ts';
import { postmanOf, secretOf, type Postman } from '../email.fixture.ts';
import { deliver } from './deliver.ts';
import { pauseMs, writeDue } from './due.ts';

const email = 'vera@lang.test';
let clock: FakeClock;
let test: TestApp;
let postman: Postman;
let house: TestWorkspace;
let vera: Somebody;
let ada: Somebody;
let conversationId: string;
let requestId: string;
let threadId: string;
/** The server's parts, but for jobs: the test is who does them. */
let platform: Platform;

beforeAll(async () => {
  // What is to be done later is not done meanwhile: jobs go by the database's clock, and this one stands still.
  clock = fakeClock(Date.now() + 3_600_000);
  test = await buildTestApp({ clock });
  postman = postmanOf(test);
});
afterAll(() => test.close());
beforeEach(async () => {
  postman.taken.length = 0;
  house = await test.workspace(`Letters ${randomUUID()}`);
  vera = await house.visitor();
  ada = await house.signInAs('expert', 'Ada');
  ({ conversationId, requestId } = await meet(test, house, vera, ada, 'The save button does nothing'));
  const { config, jobs } = test.app.platform;
  platform = { ...test.app.platform, config: { ...config }, jobs: { ...jobs, send: async () => null } };
  threadId = clock.newId();
  await inHouse(
    (tx) => tx`
      insert into email_thread (id, organisation_id, site_id, visitor_id, request_id, address, language, created_at, verified_at)
      values (${threadId}, ${house.organisationId}, ${house.siteId}, ${vera.id}, ${requestId}, ${email}, 'en', now(), now())`,
  );
});

const say = (body: string) =>
  test.call(ada, 'POST', `/v1/conversations/${conversationId}/messages`, {
    ...{ clientId: clock.newId(), kind: 'text', body },
  });
const inHouse = <T>(work: Parameters<typeof test.app.platform.db.withOrganisation<T>>[1]) =>
  test.app.platform.db.withOrganisation(house.organisationId, work);
const look = (with_: Platform = platform) => writeDue(with_, { organisationId: house.organisationId, threadId });
const unsent = async (): Promise<string[]> =>
  (await inHouse((tx) => tx<{ id: string }[]>`select id from email_sent where sent_at is null order by id`)).map(
    ({ id }) => id,
  );
const send = async (with_: Platform = platform): Promise<void> => {
  for (const letterId of await unsent()) await deliver(with_, { organisationId: house.organisationId, letterId });
};
const read = (seq: number) =>
  inHouse((tx) => tx`update participant set read_seq = ${seq} where visitor_id = ${vera.id}`);

describe('an answer', () => {
  it('goes out in one letter once the expert has paused, with a link to the same conversation', async () => {
    await say('Which page is it?');
    await say('A <b>reload</b> may help.\nTry it.');
    await look();
    expect(await unsent()).toEqual([]);
    clock.advance(pauseMs);
    await look();
    await send();
    const [letter, ...others] = postman.taken;
    expect(others).toEqual([]);
    expect(letter).toMatchObject({
      to: email,
      fromName: expect.stringMatching(/^Ada via Letters .*'s app$/) as string,
      subject: 'Re: The save button does nothing',
    });
    expect(letter!.text).toMatch(/^Ada wrote:\n\nWhich page is it\?\n\nA <b>reload<\/b> may help\.\nTry it\.\n\n/);
    expect(letter!.text).toContain(letter!.link);
    expect(letter!.text).toContain('Nobody reads answers to this letter');
    expect(letter!.replyTo).toBeUndefined();
    const seen = await test.call({ headers: { origin: 'http://localhost:4400' } }, 'POST', '/v1/thread-links', {
      token: secretOf(letter!),
    });
    expect(seen.body).toMatchObject({ requestId: requestId, email, isVerified: true });
  });

  it('can be answered where a mailbox is read, and stands with the letters before it', async () => {
    Object.assign(platform, { config: { ...platform.config, imapUrl: 'imap://x', mailAddress: 'help@example.com' } });
    for (const words of ['One', 'Two']) {
      await say(words);
      clock.advance(pauseMs);
      await look();
      await send();
    }
    const [first, second] = postman.taken;
    expect(second!.after).toEqual([first!.id]);
    const tag = /^help\+([a-z2-7]{42})@example\.com$/.exec(second!.replyTo!)?.[1];
    expect(threadOfTag(platform.config.secret, tag!)).toBe(threadId);
    expect(second!.text).toContain('You can also answer this letter.');
    expect(second!.text).not.toContain('One');
  });

  it('does not go to who has read it, nor to who is there', async () => {
    const { seq } = (await say('Read in the page')).body as { seq: number };
    clock.advance(pauseMs);
    await read(seq);
    await look();
    await say('Seen as it came');
    clock.advance(pauseMs);
    await inHouse((tx) => tx`update participant set seen_at = ${new Date(clock.now())} where visitor_id = ${vera.id}`);
    await look();
    expect(await unsent()).toEqual([]);
    await inHouse((tx) => tx`update participant set seen_at = null where visitor_id = ${vera.id}`);
    await look();
    await send();
    expect(postman.taken.map(({ text }) => text.includes('Seen as it came'))).toEqual([true]);
    expect(postman.taken[0]!.text).not.toContain('Read in the page');
  });

  it('says when the expert thinks that it is solved, and speaks the person’s language', async () => {
    await inHouse((tx) => tx`update email_thread set language = 'pt-BR'`);
    await test.call(ada, 'POST', `/v1/conversations/${conversationId}/resolve`, {});
    clock.advance(pauseMs);
    await look();
    await send();
    expect(postman.taken[0]).toMatchObject({ language: 'pt', text: expect.stringContaining('Ada acha que') as string });
  });

  it('goes nowhere once the person wants no more, and to another address from where it stopped', async () => {
    await say('Too late');
    clock.advance(pauseMs);
    await look();
    await test.call(vera, 'DELETE', `/v1/help-requests/${requestId}/email`);
    await send();
    expect(postman.taken).toEqual([]);
    await inHouse((tx) => tx`update email_thread set stopped_at = null, stopped_because = null`);
    await look();
    await send();
    expect(postman.taken).toHaveLength(1);
  });

  it('stops where there is no such mailbox, and is not lost', async () => {
    await say('Into the void');
    clock.advance(pauseMs);
    await look();
    postman.failsNext('before', new AddressRefused('no such mailbox'));
    await send();
    expect(await inHouse((tx) => tx`select stopped_because, mailed_seq from email_thread`)).toEqual([
      { stoppedBecause: 'bounced', mailedSeq: expect.any(Number) as number },
    ]);
    await inHouse(
      (tx) => tx`update email_thread set stopped_at = null, stopped_because = null, address = 'new@lang.test'`,
    );
    await look();
    await send();
    expect(postman.taken).toMatchObject([
      { to: 'new@lang.test', text: expect.stringContaining('Into the void') as string },
    ]);
  });
});

describe('whatever dies in between', () => {
  /** The parts with a database whose nth transaction of the organisation is rolled back at its very end. */
  const dyingAt = (nth: number): Platform => {
    let count = 0;
    const { db } = platform;
    const withOrganisation: typeof db.withOrganisation = (id, work) =>
      db.withOrganisation(id, async (tx) => {
        const result = await work(tx);
        if ((count += 1) === nth) throw new Error('killed before the commit');
        return result;
      });
    return { ...platform, db: Object.assign(Object.create(db) as typeof db, { withOrganisation }) };
  };
  const dies = (work: Promise<void>) => expect(work).rejects.toThrow(/killed|gone/);

  it('each entry goes out under one Message-ID, and each letter arrives', async () => {
    const kills: (() => Promise<void>)[] = [
      // Taking the letter down.
      () => dies(look(dyingAt(1))),
      // Making its link.
      () => look().then(() => dies(send(dyingAt(1)))),
      // On the way to the mail server; then behind it, before we heard so.
      () => (postman.failsNext('before'), look().then(() => dies(send()))),
      () => (postman.failsNext('after'), look().then(() => dies(send()))),
      // Noting that it left.
      () => look().then(() => dies(send(dyingAt(2)))),
    ];
    for (const [index, kill] of kills.entries()) {
      await say(`Entry ${index}.`);
      clock.advance(pauseMs);
      await kill();
      // Somebody writes on before it is tried again, by two at once.
      await say(`More ${index}.`);
      clock.advance(pauseMs);
      await Promise.all([look(), look()]);
      await send();
      await send();
    }
    const idsOf = (words: string) =>
      new Set(postman.taken.filter(({ text }) => text.includes(words)).map(({ id }) => id));
    for (const index of kills.keys()) {
      expect([...idsOf(`Entry ${index}.`)], `Entry ${index}`).toHaveLength(1);
      expect([...idsOf(`More ${index}.`)], `More ${index}`).toHaveLength(1);
    }
    // Two of the five were taken and not known to be: those came twice, as the same letter.
    const ids = postman.taken.map(({ id }) => id);
    expect(ids.length - new Set(ids).size).toBe(2);
    expect(await unsent()).toEqual([]);
  });
});
