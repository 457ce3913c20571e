import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTestApp, type TestApp } from '../../test/app.ts';
import { saveProfile } from '../experts/index.ts';
import { identity } from '../identity/index.ts';
import { demoPassword, demoPeople } from './people.ts';
import { seedDemo } from './seed.ts';

let test: TestApp;

beforeAll(async () => {
  test = await buildTestApp({ modules: [identity] });
}, 60_000);
afterAll(() => test.close());

const statements = (email: string) =>
  test.app.platform.db.asSystem('test', async (tx) => {
    const rows = await tx<{ text: string }[]>`
      select s.text from expert_statement s join expert e on e.id = s.expert_id join member m on m.id = e.member_id
      join account a on a.id = m.account_id where a.email = ${email} order by s.position`;
    return rows.map(({ text }) => text);
  });
const countOf = (what: string) =>
  test.app.platform.db.asSystem(
    'test',
    async (tx) => (await tx<{ n: number }[]>`select count(*) as n from ${tx(what)}`)[0]!.n,
  );

describe('the demo', () => {
  it('has a site, three experts who say what they are good at, and an admin', async () => {
    expect(await seedDemo(test.app.platform)).toEqual({ isNew: true });
    for (const { email, role, name } of demoPeople) {
      const answer = await test.app.inject({
        method: 'POST',
        url: '/v1/login',
        payload: { email, password: demoPassword },
      });
      expect(answer.json(), email).toMatchObject({
        email,
        role,
        name,
        isEmailVerified: true,
        organisation: { name: 'Demo' },
      });
    }
    const config = await test.app.inject({
      url: '/v1/config?site=pk_demo',
      headers: { origin: 'http://localhost:1234' },
    });
    expect(config.json()).toMatchObject({ site: { name: 'Fernbill' }, isOn: true });
    expect(await statements('ada@demo.test')).toEqual(demoPeople[0]!.profile!.statements);
    expect(await statements('admin@demo.test')).toEqual([]);
  });

  it('knows a dozen articles that can be found, none of them bound to a problem that the page notices', async () => {
    const { db } = test.app.platform;
    const articles = await db.asSystem(
      'test',
      (tx) => tx<{ title: string; author: string; resemblesId: string | null }[]>`
        select a.title, p.email as author, a.resembles_id from article a join article_contributor c on c.article_id = a.id
        join member m on m.id = c.member_id join account p on p.id = m.account_id where a.state = 'published'`,
    );
    expect(articles).toHaveLength(12);
    expect(new Set(articles.map(({ author }) => author))).toEqual(
      new Set(['ada@demo.test', 'grace@demo.test', 'linus@demo.test']),
    );
    expect(articles.filter(({ resemblesId }) => resemblesId !== null)).toEqual([]);
    expect(await countOf('article_fingerprint')).toBe(0);
  });

  it('is not seeded twice, and keeps what an expert has changed', async () => {
    const { db } = test.app.platform;
    const [ada] = await db.asSystem(
      'test',
      (tx) => tx<{ id: string; organisationId: string }[]>`
        select m.id, m.organisation_id from member m join account a on a.id = m.account_id where a.email = 'ada@demo.test'`,
    );
    const profile = { ...demoPeople[0]!.profile!, statements: ['Only what I changed it to'] };
    await db.withOrganisation(ada!.organisationId, (tx) => saveProfile(test.app.platform, tx, ada!.id, profile));
    const before = [
      await countOf('organisation'),
      await countOf('member'),
      await countOf('site'),
      await countOf('outbox'),
      await countOf('article'),
    ];
    expect(await seedDemo(test.app.platform)).toEqual({ isNew: false });
    expect([
      await countOf('organisation'),
      await countOf('member'),
      await countOf('site'),
      await countOf('outbox'),
      await countOf('article'),
    ]).toEqual(before);
    expect(await statements('ada@demo.test')).toEqual(['Only what I changed it to']);
    expect(await statements('grace@demo.test')).toEqual(demoPeople[1]!.profile!.statements);
  });

  it('makes good what a start that was cut off left out', async () => {
    await test.app.platform.db.asSystem(
      'test',
      (tx) => tx`delete from expert where member_id in (
        select m.id from member m join account a on a.id = m.account_id where a.email = 'linus@demo.test')`,
    );
    await seedDemo(test.app.platform);
    expect(await statements('linus@demo.test')).toEqual(demoPeople[2]!.profile!.statements);
  });

  it('never is in production', async () => {
    const { platform } = test.app;
    await expect(seedDemo({ ...platform, config: { ...platform.config, isDemo: false } })).rejects.toThrow(/demo mode/);
  });
});
