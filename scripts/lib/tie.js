// Loaded into a server by the launcher (`--import`). See `tied` in processes.js for why.

/** A signal that arrived this recently is the same key press, not a second one. */
const SAME_PRESS_MS = 500;

const heardAt = new Map();
let isAsked = false;

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  const note = () => {
    heardAt.set(signal, performance.now());
    // A listener switches the default off; as long as the program has none of its own, the default is what we do.
    if (process.listenerCount(signal) === 1) {
      process.off(signal, note);
      process.kill(process.pid, signal);
    }
  };
  process.on(signal, note);
}

process.on('message', (/** @type {{ signal: NodeJS.Signals }} */ { signal }) => {
  isAsked = true;
  // The terminal's own signal may still be on its way: it is given a moment before ours takes its place.
  setTimeout(() => {
    const since = performance.now() - (heardAt.get(signal) ?? -Infinity);
    if (since > SAME_PRESS_MS) process.kill(process.pid, signal);
  }, 50);
});

process.on('disconnect', () => {
  if (!isAsked) process.kill(process.pid, 'SIGTERM');
});

// The channel alone keeps nobody alive.
process.channel?.unref();
