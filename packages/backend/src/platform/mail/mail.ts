/** One letter. `link` is the one thing the reader is to press, if there is one; it also stands in the text. */
export interface Letter {
  to: string;
  subject: string;
  /** Plain text; HTML is made from it. */
  text: string;
  link?: string;
  /** Of the words, a language tag. */
  language?: string;
  /** Whom it is from, before our address; `HARMONY.Live` unless said. */
  fromName?: string;
  /** Where an answer goes; absent: nobody reads one. */
  replyTo?: string;
  /** The left half of its Message-ID: the same letter sent again keeps it. Absent: one is made. */
  id?: string;
  /** Left halves of the Message-IDs of letters before it in the same thread, oldest first. */
  after?: readonly string[];
  /** What goes along, such as an appointment. */
  attachments?: readonly { name: string; type: string; content: string }[];
}

/** Sends letters: over SMTP, or into the demo's own box. Rejects when the letter was not taken; callers send from a job. Rejects with `AddressRefused` where trying again is of no use. */
export interface Mail {
  send(letter: Letter): Promise<void>;
  /** False where no mail can be sent: screens then say so instead of promising. */
  readonly canSend: boolean;
}

/** The mail server says that there is no such mailbox, or that it takes nothing: trying again is of no use. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}
