import type { ClientProblem, FilePlace } from '@harmony-live/client';
import type { FileSource, LogFile } from '../log/types.ts';

/** A link is gone after the browser has begun with it; milliseconds. */
const keptMs = 10_000;

/**
 * The bytes of a conversation's files. On the server's own pages, where a cookie speaks, it is the server's address; a visitor's token cannot
 * stand in an address, so there the bytes are fetched and shown from memory.
 *
 * @returns `dispose` lets go of the memory
 */
export function fileSource({ http, baseUrl, problemOf }: FilePlace): FileSource & { dispose(): void } {
  const shown = new Map<string, Promise<string>>();
  const addressOf = ({ id }: LogFile): string => `${baseUrl}/v1/attachments/${id}`;

  const once = async (file: LogFile): Promise<Blob> => {
    let response: Response;
    try {
      const headers = { authorization: `Bearer ${http.token()}` };
      response = await fetch(addressOf(file), { headers, credentials: 'omit' });
      if (response.ok) return await response.blob();
    } catch {
      throw problemOf({}, 0);
    }
    throw problemOf((await response.json().catch(() => ({}))) as object, response.status);
  };
  const bytesOf = (file: LogFile): Promise<Blob> =>
    once(file).catch(async (problem: ClientProblem) => {
      if (problem.code === 'token/expired' && (await http.renew())) return once(file);
      throw problem;
    });

  return {
    show: (file) => {
      if (baseUrl === '') return Promise.resolve(addressOf(file));
      const known = shown.get(file.id) ?? bytesOf(file).then((bytes) => URL.createObjectURL(bytes));
      shown.set(file.id, known);
      known.catch(() => shown.delete(file.id));
      return known;
    },
    save: async (file) => {
      if (baseUrl === '') return download(addressOf(file), file.name);
      const address = URL.createObjectURL(await bytesOf(file));
      download(address, file.name);
      setTimeout(() => URL.revokeObjectURL(address), keptMs);
    },
    dispose: () => {
      for (const address of shown.values()) address.then(URL.revokeObjectURL, () => {});
      shown.clear();
    },
  };
}

function download(href: string, name: string): void {
  Object.assign(document.createElement('a'), { href, download: name }).click();
}
