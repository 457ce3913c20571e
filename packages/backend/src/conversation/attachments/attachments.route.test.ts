import { AttachedFile, maxFileBytes } from '@harmony-live/protocol';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { Check } from 'typebox/value';
import type { Somebody } from '../../../test/app.ts';
import { meet, openTalk, type Talk } from '../talk.fixture.ts';
import { attachTo, storedFiles, wastedIds, type Sending } from './attachments.fixture.ts';
import { jpeg, png } from './samples.fixture.ts';
import { noteWaste } from './store.ts';
import { sweepWaste } from './waste.ts';

let talk: Talk;
let admin: Somebody;
let grace: Somebody;
let passerBy: Somebody;
let stranger: Somebody;

beforeAll(async () => {
  talk = await openTalk();
  admin = await talk.house.signInAs('admin', 'Root');
  grace = await talk.house.signInAs('expert', 'Grace');
  passerBy = await talk.house.visitor();
  stranger = await (await talk.workspace('Elsewhere')).signInAs('owner');
}, 60_000);
afterAll(() => talk.close());

/** A conversation of one's own, so that what one test leaves behind is nobody's. */
let conversationId: string;
let visitor: Somebody;
beforeEach(async () => {
  visitor = await talk.house.visitor();
  ({ conversationId } = await meet(talk, talk.house, visitor, talk.expert, 'It fails'));
});

const newId = (): string => talk.app.platform.clock.newId();

const attach = (who: Somebody, sending: Sending = {}) => attachTo(talk.app, conversationId, who, sending);
const download = (who: Somebody, id: string) =>
  talk.app.inject({ method: 'GET', url: `/v1/attachments/${id}`, headers: who.headers });
const logOf = async (who: Somebody) =>
  (await talk.call(who, 'GET', `/v1/conversations/${conversationId}/messages`)).body.items;
const onDisk = () => storedFiles(talk.app);
const wasted = () => wastedIds(talk.app);

describe('a file', () => {
  test('becomes a message that says what it is, for both sides', async () => {
    const { status, body } = await attach(visitor, { name: 'a/invoice.png', bytes: png(40, 30, 'quokka') });

    expect(status).toBe(200);
    expect(Check(AttachedFile, body.file)).toBe(true);
    expect(body.file).toMatchObject({ name: 'invoice.png', type: 'image/png', width: 40, height: 30 });
    const [, , entry] = await logOf(talk.expert);
    expect(entry).toMatchObject({ seq: body.seq, id: body.id, kind: 'file', from: { kind: 'visitor' } });
    expect(JSON.parse(entry.body)).toEqual(body.file);
    expect(await wasted()).toEqual([]);
  });

  test('is handed out to whoever takes part or leads, as what it is and nothing more', async () => {
    const { body } = await attach(talk.expert, { name: 'größe.png', bytes: png(40, 30, 'quokka') });

    for (const who of [visitor, talk.expert, admin]) {
      const answer = await download(who, body.file.id);
      expect(answer.statusCode).toBe(200);
      expect(answer.rawPayload.equals(png())).toBe(true);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/png',
        'content-length': String(body.file.size),
        'content-disposition': `inline; filename="gr__e.png"; filename*=UTF-8''gr%C3%B6%C3%9Fe.png`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
    }
  });

  test('that is no picture is only handed over', async () => {
    const { body } = await attach(visitor, { name: 'server.log', bytes: Buffer.from('started\n') });

    const { headers, payload } = await download(visitor, body.file.id);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; /),
    });
    expect(payload).toBe('started\n');
  });

  test('does not exist for anybody else', async () => {
    const { body } = await attach(visitor);

    for (const who of [grace, passerBy, stranger]) {
      expect((await download(who, body.file.id)).statusCode).toBe(404);
      expect(await attach(who)).toMatchObject({
        status: 404,
        body: { type: 'urn:harmony:problem:conversation/not-found' },
      });
    }
    expect((await attach(admin)).status).toBe(403);
    expect((await download(visitor, newId())).statusCode).toBe(404);
    expect((await download(visitor, 'x')).statusCode).toBe(404);
  });

  test('is no solution that others could read', async () => {
    const { body } = await attach(talk.expert);
    const path = `/v1/conversations/${conversationId}/solution`;
    expect(await talk.call(talk.expert, 'POST', path, { seq: body.seq })).toMatchObject({
      status: 400,
      body: { field: '/seq' },
    });
  });

  test('names the conversation in the lists of both', async () => {
    await attach(visitor, { name: 'invoice.png' });

    const { body } = await talk.call(talk.expert, 'GET', '/v1/conversations');
    expect(body.items.find(({ id }: { id: string }) => id === conversationId).snippet).toBe('File: invoice.png');
  });
});

describe('sending', () => {
  test('again, also at the same moment, stores once and tells the same', async () => {
    const clientId = newId();

    const [one, two] = await Promise.all([attach(visitor, { clientId }), attach(visitor, { clientId })]);
    const three = await attach(visitor, { clientId });

    expect(one).toMatchObject({ status: 200 });
    expect([two, three]).toEqual([one, one]);
    expect((await logOf(visitor)).filter(({ kind }: { kind: string }) => kind === 'file')).toHaveLength(1);
    expect(await onDisk()).toContain(one.body.file.id);
    expect(await wasted()).toEqual([]);
  });

  test('another file under the same id is refused, and so is the id of a text', async () => {
    const clientId = newId();
    await attach(visitor, { clientId });
    const textId = newId();
    const path = `/v1/conversations/${conversationId}/messages`;
    await talk.call(visitor, 'POST', path, { clientId: textId, kind: 'text', body: 'words' });
    const before = await onDisk();

    for (const answer of [
      await attach(visitor, { clientId, bytes: jpeg() }),
      await attach(talk.expert, { clientId }),
      await attach(visitor, { clientId: textId }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { type: 'urn:harmony:problem:key/reused' } });
    }
    expect(await onDisk()).toEqual(before);
  });

  test('to what has ended is refused, but a repeat learns what became of it', async () => {
    const clientId = newId();
    const first = await attach(visitor, { clientId });
    await talk.call(talk.expert, 'POST', `/v1/conversations/${conversationId}/close`);

    expect(await attach(visitor)).toMatchObject({
      status: 409,
      body: { type: 'urn:harmony:problem:conversation/closed' },
    });
    expect(await attach(visitor, { clientId })).toEqual(first);
  });

  test('of what lies about its type is refused, and leaves nothing', async () => {
    const before = await onDisk();

    for (const [name, words] of [
      ['a.png', 'no picture'],
      ['a.txt', '<svg onload="alert(1)">'],
      ['a.pdf', 'MZ\0'],
    ] as const) {
      expect(await attach(visitor, { name, bytes: Buffer.from(words) })).toMatchObject({
        status: 415,
        body: { type: 'urn:harmony:problem:file/type-refused', field: '/file' },
      });
    }
    expect(await attach(visitor, { bytes: png().subarray(0, 50) })).toMatchObject({ status: 415 });
    expect(await onDisk()).toEqual(before);
    expect(await wasted()).toEqual([]);
  });

  test('that breaks off leaves nothing, and of two files in one request the first counts', async () => {
    const before = await onDisk();
    const bytes = Buffer.alloc(200_000, 'a');
    expect(await attach(visitor, { name: 'a.log', bytes, cutAt: 150_000 })).toMatchObject({
      status: 400,
      body: { type: 'urn:harmony:problem:body/invalid', field: '/file' },
    });
    expect(await onDisk()).toEqual(before);
    expect(await wasted()).toEqual([]);

    const form = new FormData();
    form.set('clientId', newId());
    for (const name of ['one.log', 'two.log']) form.append('file', new Blob([name]), name);
    expect(await attach(visitor, { form })).toMatchObject({ status: 200, body: { file: { name: 'one.log' } } });
    expect(await onDisk()).toHaveLength(before.length + 1);
  });

  test('20 MB is taken, one byte more is not', async () => {
    const most = Buffer.alloc(maxFileBytes, 'a');
    const before = await onDisk();

    const { status, body } = await attach(visitor, { name: 'a.log', bytes: most });
    expect([status, body.file.size]).toEqual([200, maxFileBytes]);

    const tooMuch = { name: 'a.log', bytes: Buffer.concat([most, Buffer.from('a')]) };
    for (const headers of [{}, { 'content-length': '32505856' }] as Record<string, string>[]) {
      const refused = await attach(visitor, { ...tooMuch, headers });
      expect(refused).toMatchObject({ status: 413, body: { type: 'urn:harmony:problem:body/too-large' } });
      if (headers['content-length']) expect(refused.body.detail).toBe('Too large: 31 MB of 20 MB allowed.');
    }
    expect(await onDisk()).toHaveLength(before.length + 1);
    expect(await wasted()).toEqual([]);
  });

  test.each<[string, (form: FormData) => void]>([
    ['/clientId', (form) => form.set('file', new Blob(['a']), 'a.txt')],
    ['/clientId', (form) => form.set('clientId', 'x')],
    ['/other', (form) => form.set('other', 'x')],
    [
      '/file',
      (form) => {
        form.set('clientId', newId());
        form.set('file', new Blob([]), 'a.txt');
      },
    ],
    ['/file', (form) => form.set('clientId', newId())],
    ['/picture', (form) => form.set('picture', new Blob(['a']), 'a.txt')],
  ])('what is not as it should be is named: %s (%#)', async (field, fill) => {
    const form = new FormData();
    fill(form);
    expect(await attach(visitor, { form })).toMatchObject({
      status: 400,
      body: { type: 'urn:harmony:problem:body/invalid', field },
    });
  });

  test('as JSON is refused, and multipart is read nowhere else', async () => {
    const path = `/v1/conversations/${conversationId}`;
    expect((await talk.call(visitor, 'POST', `${path}/attachments`, { clientId: newId() })).status).toBe(415);
    const form = new FormData();
    form.set('clientId', newId());
    const encoded = new Response(form);
    const headers = { ...visitor.headers, 'content-type': encoded.headers.get('content-type')! };
    const payload = Buffer.from(await encoded.arrayBuffer());
    const answer = await talk.app.inject({ method: 'POST', url: `${path}/messages`, headers, payload });
    expect(answer.statusCode).toBe(415);
  });
});

describe('erasing everything', () => {
  test('takes rows and bytes of the person’s conversations, after an export that lists them', async () => {
    const own = await attach(visitor, { name: 'mine.png' });
    const theirs = await attach(talk.expert, { name: 'answer.png' });
    const ids = [own.body.file.id, theirs.body.file.id];

    const exported = (await talk.call(visitor, 'GET', '/v1/me/data')).body;
    const files = exported.conversation.conversations[0].messages.flatMap((one: { file?: unknown }) => one.file ?? []);
    expect(files).toMatchObject([
      { name: 'mine.png', href: `http://localhost:4400/v1/attachments/${ids[0]}` },
      { name: 'answer.png' },
    ]);
    expect((await talk.call(visitor, 'DELETE', '/v1/me/data')).status).toBeLessThan(300);

    await vi.waitFor(async () => expect((await onDisk()).filter((name) => ids.includes(name))).toEqual([]));
    expect((await download(talk.expert, ids[1])).statusCode).toBe(404);
    await vi.waitFor(async () => expect(await wasted()).toEqual([]));
  });
});

test('bytes that a crash left without a message are swept once they are due, not before', async () => {
  const { platform } = talk.app;
  const [due, fresh] = [newId(), newId()];
  const now = platform.clock.now();
  for (const [id, at] of [
    [due, now - 1],
    [fresh, now + 60_000],
  ] as const) {
    await platform.db.withOrganisation(visitor.organisationId, (tx) =>
      noteWaste(tx, visitor.organisationId, id, new Date(at)),
    );
    await platform.storage.put(
      id,
      (async function* () {
        yield Buffer.from('half');
      })(),
    );
  }

  await sweepWaste(platform);

  expect((await onDisk()).filter((name) => [due, fresh].includes(name))).toEqual([fresh]);
  expect(await wasted()).toEqual([{ id: fresh }]);
});
