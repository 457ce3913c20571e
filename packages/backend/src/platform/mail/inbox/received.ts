/** A file that came with a mail. */
export interface MailFile {
  name: string;
  type: string;
  bytes: Uint8Array;
  /** It stands inside the text, as a pasted picture or the logo of a signature does. */
  isInline: boolean;
}

/** What a server says of a letter that it did not deliver (RFC 3464). */
export interface DeliveryReport {
  /** It will not arrive, however often it is tried. */
  isPermanent: boolean;
  /** The header of the letter, in lower case, as far as it came back. */
  letter: string;
}

/** A mail that came, read. Everything in it is a stranger's words until somebody has vouched for them. */
export interface ReceivedMail {
  /** SHA-256 of its Message-ID, or of all of it where it has none: the same mail comes with the same. */
  hash: Buffer;
  /** Without angle brackets; empty where it has none. */
  messageId: string;
  /** Every address that claims to have written it, in lower case. */
  from: readonly string[];
  /** Values of a header field, the topmost first; names in lower case. */
  header: (name: string) => readonly string[];
  /** All of its words, with quotations and signatures. */
  text: string;
  files: readonly MailFile[];
  /** Names of files that were too large to come along. */
  leftOut: readonly string[];
  report?: DeliveryReport;
}

/** The same as it crosses from one thread to another. */
export interface ParsedMail extends Omit<ReceivedMail, 'header' | 'hash'> {
  hash: Uint8Array;
  headers: readonly { key: string; value: string }[];
}
