import { settings } from '../../../packages/backend/src/commands/settings.ts';
import { hostEngine } from '../../../packages/backend/src/platform/database/embedded.ts';
import type { HostedEngine } from '../../../packages/backend/src/platform/database/embedded.ts';

/**
 * The embedded engine, kept over the server's restarts: starting it would be most of their time. Undefined where a server
 * is set (`DATABASE_URL`), or where the system has no Unix sockets; then each server opens the database by itself.
 */
export async function keepEngine(log: (line: string) => void): Promise<HostedEngine | undefined> {
  const { databaseUrl, dataDir } = settings({ isDemo: true });
  if (databaseUrl !== undefined) return undefined;
  const engine = await hostEngine(dataDir, log, (error) => {
    log(error.message);
    process.exit(70);
  });
  if (engine.socketPath !== undefined) return engine;
  await engine.close();
  return undefined;
}
