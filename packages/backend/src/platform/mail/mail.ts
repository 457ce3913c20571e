/** One letter. `link` is the one thing the reader is to press, if there is one; it also stands in the text. */
export interface Letter {
  to: string;
  subject: string;
  /** Plain text; HTML is made from it. */
  text: string;
  link?: string;
}

/** Sends letters: over SMTP, or into the demo's own box. Rejects when the letter was not taken; callers send from a job. */
export interface Mail {
  send(letter: Letter): Promise<void>;
  /** False where no mail can be sent: screens then say so instead of promising. */
  readonly canSend: boolean;
}
