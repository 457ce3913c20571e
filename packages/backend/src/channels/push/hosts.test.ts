import { expect, it } from 'vitest';
import { checkEndpoint, refusalOf } from './hosts.ts';

it.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://db5p.notify.windows.com/w/?token=abc',
  'https://web.push.apple.com/abc',
])('calls push services of browsers: %s', (endpoint) => {
  expect(refusalOf(endpoint)).toBeUndefined();
});

it.each([
  ['nonsense', 'is no address'],
  ['http://fcm.googleapis.com/fcm/send/abc', 'must begin with https: and be of a push service that this server knows'],
  ['http://169.254.169.254/latest/meta-data', 'must begin with https: and be of a push service that this server knows'],
  ['https://127.0.0.1/admin', 'is not of a push service that this server knows'],
  ['https://fcm.googleapis.com.example.com/', 'is not of a push service that this server knows'],
  ['https://fcm.googleapis.com:8443/', 'is not of a push service that this server knows'],
  ['https://notify.windows.com/', 'is not of a push service that this server knows'],
  ['https://evilnotify.windows.com.test/', 'is not of a push service that this server knows'],
  ['https://me:pw@fcm.googleapis.com/', 'must not carry a name or password'],
  ['file:///etc/passwd', 'must begin with https: and be of a push service that this server knows'],
])('calls nothing else: %s', (endpoint, reason) => {
  expect(refusalOf(endpoint)).toBe(reason);
  expect(() => checkEndpoint(endpoint)).toThrow(
    expect.objectContaining({ code: 'body/invalid', extras: { field: '/endpoint', reason } }) as Error,
  );
});

it('calls what the installation adds: a host, those below a name, loopback', () => {
  const more = ['push.example.com', '*.push.example.org', 'http://127.0.0.1:9000'];
  for (const endpoint of ['https://push.example.com/a', 'https://eu.push.example.org/a', 'http://127.0.0.1:9000/a']) {
    expect(refusalOf(endpoint, more)).toBeUndefined();
  }
  for (const endpoint of ['http://push.example.com/a', 'https://push.example.org/a', 'http://127.0.0.1:9001/a']) {
    expect(refusalOf(endpoint, more)).toBeDefined();
  }
});
