import type { Transporter } from 'nodemailer';
import type { Config } from '../../config.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/index.ts';
import { insertDemoMail } from './store.ts';
import type { Letter, Mail } from './mail.ts';

export type { Letter, Mail } from './mail.ts';
export { demoMails, type DemoMail } from './store.ts';

/**
 * Letters over SMTP where `SMTP_URL` is set; in the demo they are kept and shown under `/demo/mail/`; else there is no mail,
 * and sending rejects.
 */
export const createMail = (config: Config, db: Database, clock: Clock): Mail => {
  if (config.smtpUrl !== undefined) return smtpMail(config.smtpUrl, config.publicUrl);
  if (config.isDemo) {
    return {
      canSend: true,
      send: (letter) =>
        db.asSystem('demo mail', (tx) =>
          insertDemoMail(tx, { id: clock.newId(), at: new Date(clock.now()), ...letter }),
        ),
    };
  }
  return {
    canSend: false,
    send: async () => {
      throw new Error('No mail can be sent: set SMTP_URL.');
    },
  };
};

const smtpMail = (url: string, publicUrl: string): Mail => {
  const from = `HARMONY.Live <no-reply@${new URL(publicUrl).hostname}>`;
  // Read with the first letter: every start would wait for it, and many servers send none.
  let transport: Promise<Transporter> | undefined;
  const opened = (): Promise<Transporter> =>
    (transport ??= import('nodemailer').then(({ createTransport }) => createTransport(url, { from })));
  return {
    canSend: true,
    send: async ({ to, subject, text, link }) => {
      // An object, not a text: a comma in it must not address a second person.
      await (
        await opened()
      ).sendMail({
        to: { name: '', address: to },
        subject,
        text,
        html: htmlOf({ to, subject, text, link }),
      });
    },
  };
};

/** The same words, with the one link made pressable. */
const htmlOf = ({ text, link }: Letter): string => {
  const words = escapeHtml(text).replaceAll('\n', '<br>\n');
  if (link === undefined) return words;
  const address = escapeHtml(link);
  return words.replaceAll(address, `<a href="${address}">${address}</a>`);
};

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** For text inside elements and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
