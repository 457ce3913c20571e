/** A wrong command line: exit code 2, with a hint at `--help`. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Something that keeps a command from its work, and what to do about it: exit code 1. */
export class Failure extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.name = 'Failure';
    this.remedy = remedy;
  }
}

/** What a person waits for; on the error stream, so that results can be piped. */
export const progress = (text: string): void => void process.stderr.write(`  ${text}\n`);

/** A result, on the output stream. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`);

/** A result for programs. */
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** Bold where somebody looks; plain in files and pipes. */
export const bold = (text: string): string => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text);
