import { defineConfig } from '@playwright/test';
import ordinary from '../../playwright.config.ts';

/** Every screen in every shape (`npm test -- screens`); see look.ts. `--update-snapshots` makes the reference pictures anew. */
export default defineConfig({
  ...ordinary,
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../../test-results/screens-run',
  // Made by Chromium on Debian 12 with its Liberation and Noto fonts; a picture belongs to all platforms.
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  timeout: 600_000,
  expect: {
    ...ordinary.expect,
    toHaveScreenshot: { maxDiffPixelRatio: 0.02, animations: 'disabled', caret: 'hide', scale: 'css' },
  },
});
