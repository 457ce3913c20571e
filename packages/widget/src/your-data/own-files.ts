import type { AttachedFile } from '@harmony-live/protocol';
import type { WidgetHost } from '@harmony-live/sdk';

/** All files together, in bytes, that an export carries along; what is beyond it stays in it by name alone. */
const mostBytes = 50 * 1024 * 1024;

/** A file as the export lists it; `data` is its bytes, as an address that a browser opens. */
type Listed = AttachedFile & { data?: string };

/** The files that an export lists. */
export const filesIn = (data: Record<string, unknown> | null): Listed[] => {
  const { conversations = [] } = (data?.conversation ?? {}) as { conversations?: { messages?: { file?: Listed }[] }[] };
  return conversations.flatMap(({ messages = [] }) => messages.flatMap(({ file }) => file ?? []));
};

/**
 * The export with the bytes of its files in it: after everything is erased it is all there is. A file that does not come is
 * listed without.
 */
export const withBytes = async (
  data: Record<string, unknown>,
  bytesOf: (file: AttachedFile) => Promise<string>,
): Promise<Record<string, unknown>> => {
  const whole = structuredClone(data);
  let left = mostBytes;
  for (const file of filesIn(whole)) {
    if (file.size > left) continue;
    left -= file.size;
    const bytes = await bytesOf(file).catch(() => undefined);
    if (bytes !== undefined) file.data = bytes;
  }
  return whole;
};

/** Fetches a file with the person's token. @returns a `data:` address */
export const fetchFile =
  (host: Pick<WidgetHost, 'backend' | 'token' | 'renew'>) =>
  async ({ id }: AttachedFile): Promise<string> => {
    const ask = (): Promise<Response> =>
      fetch(`${host.backend}/v1/attachments/${id}`, {
        headers: { authorization: `Bearer ${host.token()}` },
        credentials: 'omit',
      });
    let response = await ask();
    if (response.status === 401 && (await host.renew())) response = await ask();
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const reader = new FileReader();
    const bytes = await response.blob();
    return new Promise((resolve, reject) => {
      reader.onload = () => resolve(reader.result as string);
      reader.onerror = () => reject(reader.error ?? new Error('The file could not be read.'));
      reader.readAsDataURL(bytes);
    });
  };
