import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

const isLong = process.env.HARMONY_LONG === '1';

/** Settings that let a Chromium run headless, as root, without calling home. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** The same engine without a window around each page, where it is there: pages open in a part of the time. */
const headlessShell = `${chromium}-headless-shell`;

/** The journey, and the principles that show there, in a real browser. Each worker starts a server of its own (test/e2e/people.ts). */
export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/*.spec.ts', 'principles/*.spec.ts'],
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 2,
  // A test that needs a second try is a defect of the test or of the product.
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: isLong ? 180_000 : 60_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: existsSync(headlessShell) ? headlessShell : chromium, args: quiet },
    screenshot: 'only-on-failure',
    // A trace makes a test half again as long. To look into one: `npx playwright test e2e/NAME --trace retain-on-failure`.
    trace: 'off',
  },
});
