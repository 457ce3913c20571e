import type { CreateHelpRequest, HelpRequest } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';
import type { Help } from './help.ts';

/** Says, on the device and only while help is open, which request the next page and other tabs go on with. */
export const requestKey = 'harmony:request';

/** Pause before a request is looked at again while the rest of help is missing, milliseconds; the server waits two minutes. */
const lookAgainMs = 15_000;

/**
 * Sends a request with nothing but the bubble's own code: what follows it comes once it was sent, and what repeats it where
 * the first try comes to nothing.
 * @throws the SDK's refusal, or ClientProblem
 */
export const askPlainly = async (help: Help, request: CreateHelpRequest): Promise<HelpRequest> => {
  const { host } = help;
  const made = await host.say<HelpRequest>('/v1/help-requests', request).catch(async (problem: unknown) => {
    // Without a network no code comes either.
    const line = navigator.onLine ? await help.line().catch(() => null) : null;
    if (line === null) throw problem;
    return line.askAgain(request, problem);
  });
  host.setHelpOpen(true);
  host.storage.setItem(requestKey, made.id);
  host.emit('request', { requestId: made.id, at: made.createdAt });
  help.request = made;
  help.view = 'waiting';
  help.askedAt = Date.now();
  help.isFollowed = false;
  void keepAlive(help, made);
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
const keepAlive = async (help: Help, made: HelpRequest): Promise<void> => {
  const { id } = made;
  let known: HelpRequest | undefined = made;
  while (!help.isOver && help.host.storage.getItem(requestKey) === id && !(await help.resume(known))) {
    // By the next try it may have changed.
    known = undefined;
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
    const seen = await plainly(help.host, id, 'GET').catch(() => null);
    if (seen === null || help.request === null || help.isFollowed) continue;
    help.request = seen;
    if (!/queued|scheduled|matched/.test(seen.state)) help.host.storage.removeItem(requestKey);
    help.changed();
  }
};
