// Progress goes to stderr, so that `--json` output of a command stays clean on stdout.

const isTerminal = process.stderr.isTTY === true;
const STILL_EVERY_MS = isTerminal ? 1_000 : 10_000;

/** Prints one line of progress. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}

/** `2.4 s`, from milliseconds. */
export function seconds(/** @type {number} */ ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * Runs `work` under a label and prints how long it took. While it runs, the last thing it reported through `note` is
 * shown: every second in a terminal, every ten seconds in a log.
 *
 * @template T
 * @param {string} label
 * @param {(note: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const startedAt = performance.now();
  let last = '';
  const show = () => {
    const line = `  ${label} … ${seconds(performance.now() - startedAt)}${last ? `  ${last}` : ''}`;
    process.stderr.write(isTerminal ? `\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}` : `${line}\n`);
  };
  if (isTerminal) show();
  else say(`  ${label} …`);
  const timer = setInterval(show, STILL_EVERY_MS);
  try {
    const result = await work((text) => {
      last = text;
    });
    process.stderr.write(`${isTerminal ? '\r\x1b[K' : ''}✓ ${label} (${seconds(performance.now() - startedAt)})\n`);
    return result;
  } catch (error) {
    process.stderr.write(`${isTerminal ? '\r\x1b[K' : ''}✗ ${label} (${seconds(performance.now() - startedAt)})\n`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
