import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSchool, type School } from '../knowledge.fixture.ts';

let school: School;

const articles = [
  {
    title: 'Save fails when the tax rate is retired',
    body: 'Open the invoice and choose IVA 13 % or IVA 6 %. Then press **Save** again.',
  },
  { title: 'Export invoices to a spreadsheet', body: 'Use the report page: it writes a CSV file that Excel opens.' },
  { title: 'Reset your password', body: 'Choose *Forgot password* on the sign-in page. A letter with a link arrives.' },
  { title: 'Die Rechnung kommt nicht an', body: 'Prüfe die Adresse des Kunden und den Spam-Ordner.', language: 'de' },
  { title: 'Why the list of customers is slow', body: 'It reads every customer. Search for a name to see fewer.' },
];

beforeAll(async () => {
  school = await openSchool();
  for (const article of articles) await school.publish(article);
}, 120_000);
afterAll(() => school.close());

const first = async (q: string) => (await school.search(q))[0]?.title;

describe('search', () => {
  it.each([
    ['the tax of my invoice is wrong and saving does nothing', articles[0]!.title],
    ['how can I get my invoices into Excel', articles[1]!.title],
    ['I forgot my pasword', articles[2]!.title],
    ['customers page takes very long', articles[4]!.title],
    ['Rechnungen kommen beim Kunden nicht an', articles[3]!.title],
    ['exprt spredsheet', articles[1]!.title],
  ])('finds by a rephrased question: %s', async (question, title) => {
    expect(await first(question)).toBe(title);
  });

  it('marks in the text what it found', async () => {
    const [best] = await school.search('CSV file for Excel');
    const { text, marks } = best!.highlights[0]!;
    expect(marks.map(([from, to]) => text.slice(from, to))).toEqual(expect.arrayContaining(['CSV', 'file', 'Excel']));
  });

  it('gives as many as asked for, with scores from best to worst', async () => {
    const path = `/v1/articles/search?site=${school.house.siteKey}&limit=2&q=invoices+customers`;
    const { body } = await school.call(null, 'GET', path);
    const scores = body.items.map(({ score }: { score: number }) => score);
    expect(scores).toHaveLength(2);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
    for (const score of scores) expect(score).toBeGreaterThan(0);
    for (const score of scores) expect(score).toBeLessThanOrEqual(1);
  });

  it('takes any text for a question', async () => {
    for (const q of [
      "'",
      '& | ! ( :*',
      '"',
      '\\',
      '%',
      '🙂',
      '   a',
      "'; drop table article; --",
      'ا ل ع',
      '请帮帮我',
    ]) {
      const path = `/v1/articles/search?site=${school.house.siteKey}&q=${encodeURIComponent(q)}`;
      expect((await school.call(null, 'GET', path)).status, q).toBe(200);
    }
    const nul = `/v1/articles/search?site=${school.house.siteKey}&q=a%00b`;
    expect((await school.call(null, 'GET', nul)).status).toBeLessThan(500);
    expect((await school.call(null, 'GET', `/v1/articles/search?site=${school.house.siteKey}`)).status).toBe(400);
  });

  it('gives those who help the gist of what it found as well, and nobody else', async () => {
    const path = `/v1/articles/suggestions?limit=2&q=${encodeURIComponent('how can I get my invoices into Excel')}`;
    const { status, body } = await school.call(school.expert, 'GET', path);
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({
      title: articles[1]!.title,
      gist: 'Use the report page: it writes a CSV file that Excel opens.',
      evidence: { solved: 0, helped: 0 },
    });
    expect(body.items.length).toBeLessThanOrEqual(2);
    expect((await school.call(school.visitor, 'GET', path)).status).toBe(403);
    expect((await school.call(school.auditor, 'GET', path)).status).toBe(403);
    expect(await school.call(school.expert, 'GET', '/v1/articles/suggestions')).toMatchObject({ status: 400 });
  });

  it('finds the new words of a changed article, and counts its terms once', async () => {
    const { id, version } = await school.publish({ title: 'Where is the archive', body: 'Press Archive.' });
    const counts = () =>
      school.app.platform.db.asSystem('test', async (tx) => {
        const rows = await tx<{ term: string; articles: number }[]>`
          select term, articles from article_term where term in ('zeppelin', 'archiv') and articles > 0 order by term`;
        return rows.map(({ term, articles: n }) => [term, n]);
      });
    expect(await counts()).toEqual([['archiv', 1]]);
    await school.call(school.lead, 'PUT', `/v1/articles/${id}`, {
      version,
      title: 'Where is it',
      body: 'In the zeppelin.',
    });
    expect(await first('zeppelin')).toBe('Where is it');
    expect(await counts()).toEqual([['zeppelin', 1]]);
  });
});
