import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { iceServers } from './ice-servers.ts';

const now = Date.parse('2026-03-02T09:00:00Z');

it('gives credentials that the relay can check by itself, for an hour', () => {
  const { iceServers: servers, expiresAt } = iceServers({ url: 'turn:turn.test:3478', secret: 's' }, 'visitor-1', now);
  const { username, credential, urls } = servers[0]!;
  expect(username).toBe(`${now / 1_000 + 3_600}:visitor-1`);
  expect(credential).toBe(createHmac('sha1', 's').update(username!).digest('base64'));
  expect(urls).toEqual(['turn:turn.test:3478', 'turn:turn.test:3478?transport=tcp']);
  expect(expiresAt).toBe('2026-03-02T10:00:00.000Z');
});

it('gives none without a relay', () => expect(iceServers(undefined, 'visitor-1', now).iceServers).toEqual([]));
