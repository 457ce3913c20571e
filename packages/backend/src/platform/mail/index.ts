import type { Transporter } from 'nodemailer';
import type { Config } from '../../config.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../database/index.ts';
import { insertDemoMail } from './store.ts';
import { AddressRefused, type Letter, type Mail } from './mail.ts';

export { AddressRefused, type Letter, type Mail } from './mail.ts';
export { demoMails, type DemoMail } from './store.ts';

/**
 * Letters over SMTP where `SMTP_URL` is set; in the demo they are kept and shown under `/demo/mail/`; else there is no mail,
 * and sending rejects.
 */
export const createMail = (config: Config, db: Database, clock: Clock): Mail => {
  if (config.smtpUrl !== undefined) return smtpMail(config, config.smtpUrl);
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

/** What every letter of ours is from. */
const addressOf = ({ mailAddress, publicUrl }: Config): string =>
  mailAddress ?? `no-reply@${new URL(publicUrl).hostname}`;

const smtpMail = (config: Config, url: string): Mail => {
  const address = addressOf(config);
  const host = address.slice(address.lastIndexOf('@') + 1);
  const messageId = (id: string): string => `<${id}@${host}>`;
  // Read with the first letter: every start would wait for it, and many servers send none.
  let transport: Promise<Transporter> | undefined;
  const opened = (): Promise<Transporter> =>
    (transport ??= import('nodemailer').then(({ createTransport }) => createTransport(url)));
  return {
    canSend: true,
    send: async (letter) => {
      const { to, subject, text, fromName = 'HARMONY.Live', replyTo, id, after = [], attachments = [] } = letter;
      const before = after.map(messageId);
      await (
        await opened()
      )
        .sendMail({
          // Objects, not texts: a comma in one must not address a second person.
          from: { name: fromName, address },
          to: { name: '', address: to },
          subject,
          text,
          html: htmlOf(letter),
          ...(replyTo === undefined ? {} : { replyTo: { name: fromName, address: replyTo } }),
          ...(id === undefined ? {} : { messageId: messageId(id) }),
          ...(before.length === 0 ? {} : { inReplyTo: before.at(-1), references: before }),
          // No machine is to answer a machine (RFC 3834, 3.1.7; the second is Exchange's).
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          attachments: attachments.map(({ name, type, content }) => ({ filename: name, contentType: type, content })),
        })
        .catch((error: unknown) => {
          throw isRefusal(error)
            ? new AddressRefused('The mail server refuses this address.', { cause: error })
            : error;
        });
    },
  };
};

/** The answer to the address alone, and for good (RFC 5321, 4.2.3: 550 no such mailbox, 551 not here, 553 no such name). */
const isRefusal = (error: unknown): boolean => {
  const { command, responseCode } = error as { command?: unknown; responseCode?: unknown };
  return command === 'RCPT TO' && [550, 551, 553].includes(Number(responseCode));
};

/** The same words, with the one link made pressable. */
const htmlOf = ({ text, link, language }: Letter): string => {
  let words = escapeHtml(text).replaceAll('\n', '<br>\n');
  const address = escapeHtml(link ?? '');
  if (address !== '') words = words.replaceAll(address, `<a href="${address}">${address}</a>`);
  return language === undefined ? words : `<div lang="${escapeHtml(language)}" dir="auto">${words}</div>`;
};

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** For text inside elements and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);
