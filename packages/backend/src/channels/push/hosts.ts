import { problem } from '@harmony-live/protocol';

/**
 * Push services of the great browsers (Chromium and Android, Firefox, Edge on Windows, Safari). An address comes from whoever
 * is signed in, and the server calls it: only these are called, and what `PUSH_SERVICES` adds.
 */
export const knownServices: readonly string[] = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '*.notify.windows.com',
  'web.push.apple.com',
];

/**
 * Whether the server may call an address that a device gave.
 *
 * @param more hosts that the installation adds; `*.` before one stands for any name below it, `http://` for loopback
 * @throws Problem `body/invalid` with the field `/endpoint` and the reason
 */
export const checkEndpoint = (endpoint: string, more: readonly string[] = []): void => {
  const reason = refusalOf(endpoint, more);
  if (reason === undefined) return;
  throw problem('body/invalid', `/endpoint ${reason}. Whoever runs this server can add services (PUSH_SERVICES).`, {
    field: '/endpoint',
    reason,
  });
};

/** Why it may not be called; undefined when it may. */
export const refusalOf = (endpoint: string, more: readonly string[] = []): string | undefined => {
  if (!URL.canParse(endpoint)) return 'is no address';
  const url = new URL(endpoint);
  if (url.username !== '' || url.password !== '') return 'must not carry a name or password';
  if ([...knownServices, ...more].some((service) => isOf(url, service))) return undefined;
  return url.protocol === 'https:'
    ? 'is not of a push service that this server knows'
    : 'must begin with https: and be of a push service that this server knows';
};

const isOf = ({ protocol, host }: URL, service: string): boolean => {
  if (service.startsWith('http://')) return protocol === 'http:' && host === service.slice('http://'.length);
  if (protocol !== 'https:') return false;
  return service.startsWith('*.') ? host.endsWith(service.slice(1)) : host === service;
};
