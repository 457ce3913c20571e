import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ArticleGaps } from '@harmony-live/protocol';
import { meet } from '../../conversation/talk.fixture.ts';
import { markMatched } from '../../requests/index.ts';
import { openSchool, type School } from '../knowledge.fixture.ts';

let school: School;

beforeAll(async () => {
  school = await openSchool();
}, 120_000);
afterAll(() => school.close());

const gaps = async (): Promise<ArticleGaps['items']> => {
  const { status, body } = await school.call(school.lead, 'GET', '/v1/articles/gaps');
  expect(status).toBe(200);
  return (body as ArticleGaps).items;
};
/** As whoever takes a request does. */
const match = ({ requestId, conversationId }: { requestId: string; conversationId: string }) => {
  const { clock, db } = school.app.platform;
  return db.withOrganisation(school.house.organisationId, (tx) =>
    markMatched(tx, requestId, conversationId, clock.now()),
  );
};
const ask = async (text: string) => {
  const met = await meet(school, school.house, await school.house.visitor(), school.expert, text);
  await match(met);
  return met;
};

it('what several people asked stands there once, until an article is near to it', async () => {
  await ask('The PDF export of invoices stays empty');
  const { requestId, conversationId } = await ask('Exporting an invoice as PDF gives an empty file');
  await ask('How do I change the language of my account?');
  expect(await gaps()).toMatchObject([
    { requestId, conversationId, text: 'Exporting an invoice as PDF gives an empty file', people: 2 },
    { text: 'How do I change the language of my account?', people: 1 },
  ]);

  await school.publish({ title: 'The PDF export of invoices is empty', body: 'Choose a template, then export again.' });
  expect((await gaps()).map(({ text }) => text)).toEqual(['How do I change the language of my account?']);
});

it('what was solved and became a draft is missing no more', async () => {
  await match(
    await school.solve({
      question: 'Two-factor codes never arrive on my phone',
      solution: 'Open Security, press Reset device, then scan the code again.',
    }),
  );
  expect((await gaps()).map(({ text }) => text)).not.toContain('Two-factor codes never arrive on my phone');
});

it('what people asked who want nothing of it to become known is not among them', async () => {
  const visitor = await school.house.visitor();
  await match(await meet(school, school.house, visitor, school.expert, 'Why is my tax number refused at checkout?'));
  expect((await gaps()).map(({ text }) => text)).toContain('Why is my tax number refused at checkout?');
  await school.call(visitor, 'POST', '/v1/consent', { purposes: { publish: false }, how: 'widget' });
  expect((await gaps()).map(({ text }) => text)).not.toContain('Why is my tax number refused at checkout?');
});

it('is for those who may read the conversations', async () => {
  for (const who of [school.expert, school.auditor]) {
    expect(await school.call(who, 'GET', '/v1/articles/gaps')).toMatchObject({
      status: 403,
      body: { type: 'urn:harmony:problem:role/insufficient' },
    });
  }
});
