/** The server as a library: build it, listen, close it. The command line is `main.ts`. */
export { buildApp, type AppOptions } from './app.ts';
export { ConfigError, readConfig, type Config } from './config.ts';
export { version } from './version.ts';
