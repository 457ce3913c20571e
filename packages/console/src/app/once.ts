/**
 * Makes `read` run one at a time. Asked while it runs, it runs once more afterwards, for everybody who asked meanwhile: what
 * changed after a reading began is in the next, and a burst of news costs two readings.
 */
export function once(read: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const start = (): Promise<void> => {
    running = read().finally(() => (running = null));
    return running;
  };
  return () => {
    if (running === null) return start();
    const after = (): Promise<void> => {
      next = null;
      return start();
    };
    next ??= running.then(after, after);
    return next;
  };
}
