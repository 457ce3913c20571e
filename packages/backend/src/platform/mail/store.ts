import type { Tx } from '../database/index.ts';
import type { Letter } from './mail.ts';

/** A letter that the demo kept instead of sending it. */
export interface DemoMail extends Letter {
  id: string;
  at: Date;
}

/** The same letter sent again is one letter, as in a mailbox. */
export const insertDemoMail = async (tx: Tx, { id, to, subject, text, link, at }: DemoMail): Promise<void> => {
  await tx`
    insert into demo_mail (id, to_address, subject, body, link, at)
    values (${id}, ${to}, ${subject}, ${text}, ${link ?? null}, ${at})
    on conflict (id) do nothing`;
};

/** Newest first. */
export const demoMails = async (tx: Tx, limit: number): Promise<DemoMail[]> => {
  const rows = await tx<(Omit<DemoMail, 'link'> & { link: string | null })[]>`
    select id, to_address as to, subject, body as text, link, at from demo_mail order by at desc, id desc limit ${limit}`;
  return rows.map(({ link, ...mail }) => (link === null ? mail : { ...mail, link }));
};
