import type { ClientProblem, FilePlace } from '@harmony-live/client';

/** A file on its way. */
export interface Upload {
  /** Resolves once it is stored. @throws ClientProblem; never settles once it was cancelled */
  done: Promise<void>;
  cancel(): void;
}

/**
 * Sends one file. With `XMLHttpRequest`, as `fetch` does not tell how far it has come.
 *
 * @param clientId the same for each try, so that it is stored once
 * @param onShare told how much is sent, 0 to 1
 */
export function upload(
  { http, baseUrl, conversationId, problemOf }: FilePlace,
  { clientId, file }: { clientId: string; file: File },
  onShare: (share: number) => void,
): Upload {
  let request: XMLHttpRequest | undefined;
  let isCancelled = false;

  const once = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const body = new FormData();
      body.set('clientId', clientId);
      body.set('file', file, file.name);
      const sent = new XMLHttpRequest();
      request = sent;
      sent.open('POST', `${baseUrl}/v1/conversations/${conversationId}/attachments`);
      const token = http.token();
      if (token !== null) sent.setRequestHeader('authorization', `Bearer ${token}`);
      sent.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? Math.min(1, loaded / total) : 0);
      sent.onload = () => {
        if (sent.status >= 200 && sent.status < 300) resolve();
        else reject(problemOf(parse(sent.responseText), sent.status));
      };
      sent.onerror = () => reject(problemOf({}, 0));
      sent.send(body);
    });

  const done = once().catch(async (problem: ClientProblem) => {
    if (problem.code !== 'token/expired' || isCancelled || !(await http.renew())) throw problem;
    return once();
  });
  return {
    done,
    cancel: () => {
      isCancelled = true;
      request?.abort();
    },
  };
}

/** Nothing of it where the answer is none of ours, such as a proxy's page. */
function parse(text: string): object {
  try {
    return (JSON.parse(text) ?? {}) as object;
  } catch {
    return {};
  }
}
