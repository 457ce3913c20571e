import { runCommandLine } from './commands/index.ts';

// The one place that ends the process: commands say how it went, and close what they opened.
process.exit(await runCommandLine(process.argv.slice(2)));
