import type { Help } from '../help/help.ts';
import { requestKey } from '../help/plain.ts';

/** Fetches the appointment as a file with the person's token, and gives it to the browser to keep. @throws when it cannot be had */
export const takeCalendarFile = async ({ host }: Help): Promise<void> => {
  const id = host.storage.getItem(requestKey) ?? '';
  const ask = (): Promise<Response> =>
    fetch(`${host.backend}/v1/help-requests/${id}/appointment.ics`, {
      ...{ credentials: 'omit', referrerPolicy: 'strict-origin' },
      headers: { authorization: `Bearer ${host.token()}` },
    });
  let answer = await ask();
  if (answer.status === 401 && (await host.renew())) answer = await ask();
  if (!answer.ok) throw new Error(String(answer.status));
  const url = URL.createObjectURL(new Blob([await answer.arrayBuffer()], { type: 'text/calendar' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: 'appointment.ics' });
  link.click();
  // Some browsers fetch it only after the click was handled.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
