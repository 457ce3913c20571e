import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, type Config } from '../config.ts';
import { demoSecret } from '../platform/demo-secret.ts';

/** The settings of this process: its environment, then `.env` for what that does not set. @throws ConfigError */
export const settings = (options: { isDemo: boolean; isSecretOptional?: boolean }): Config => {
  const cwd = process.cwd();
  const file = join(cwd, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return readConfig(process.env, { ...options, cwd, demoSecret });
};
