/** Runs something whose exceptions reach nobody: they are told in the console, with what it was. */
export type Guard = <T>(what: string, fn: () => T) => T | undefined;

export const createGuard =
  (warn: (message: string) => void): Guard =>
  (what, fn) => {
    try {
      return fn();
    } catch (error) {
      warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  };
