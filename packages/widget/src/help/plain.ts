import type { CreateHelpRequest, HelpRequest } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';
import type { Help } from './help.ts';

/** Says, on the device and only while help is open, which request the next page and other tabs go on with. */
export const requestKey = 'harmony:request';

/** Pause before a request is looked at again while the rest of help is missing, milliseconds; the server waits two minutes. */
const lookAgainMs = 15_000;

/** Sends a request with nothing but the bubble's own code. @throws the SDK's refusal */
export const askPlainly = async (help: Help, request: CreateHelpRequest): Promise<HelpRequest> => {
  const { host } = help;
  const made = await host.say<HelpRequest>('/v1/help-requests', request);
  host.setHelpOpen(true);
  host.storage.setItem(requestKey, made.id);
  host.emit('request', { requestId: made.id, at: made.createdAt });
  help.request = made;
  help.askedAt = Date.now();
  void keepAlive(help, made.id);
  return made;
};

/** Looks at a request, which also tells the server that somebody waits; or cancels it. @throws when it cannot */
export const plainly = async (host: WidgetHost, id: string, method: 'GET' | 'DELETE'): Promise<HelpRequest> => {
  const ask = (): Promise<Response> =>
    fetch(`${host.backend}/v1/help-requests/${id}`, {
      ...{ method, credentials: 'omit', referrerPolicy: 'strict-origin' },
      headers: { authorization: `Bearer ${host.token()}` },
    });
  let answer = await ask();
  if (answer.status === 401 && (await host.renew())) answer = await ask();
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as HelpRequest;
};

/** Until the code that follows a request has come, it is looked at, so that it is not taken for left. */
const keepAlive = async (help: Help, id: string): Promise<void> => {
  while (!help.isOver && help.host.storage.getItem(requestKey) === id && !(await help.resume())) {
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    const seen = await plainly(help.host, id, 'GET').catch(() => null);
    if (seen === null || help.request === null || help.isFollowed) continue;
    help.request = seen;
    if (seen.state !== 'queued' && seen.state !== 'matched') help.host.storage.removeItem(requestKey);
    help.changed();
  }
};
