import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { at } from './paths.js';
import { capture } from './processes.js';
import { step } from './say.js';

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const insideDownload = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
];

/**
 * A Chromium: named by CHROMIUM, installed on the system, downloaded by Playwright before, or downloaded now.
 *
 * @param {string} node
 * @returns {Promise<{ path: string } | { missing: string }>}
 */
export async function ensureBrowser(node) {
  const named = process.env.CHROMIUM;
  if (named) return existsSync(named) ? { path: named } : { missing: `CHROMIUM names ${named}, which does not exist` };
  const found = installed.find((path) => existsSync(path)) ?? downloaded();
  if (found) return { path: found };
  try {
    await step('Getting Chromium, none was found', (note) =>
      capture('playwright install', node, [at('node_modules/@playwright/test/cli.js'), 'install', 'chromium'], {
        note,
      }),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { missing: `no Chromium here, and the download did not work (${why}); install one, or set CHROMIUM` };
  }
  const path = downloaded();
  return path
    ? { path }
    : { missing: 'Playwright downloaded a Chromium to a place that is not known here; set CHROMIUM' };
}

/** Newest Chromium in Playwright's own cache. */
function downloaded() {
  const caches = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    join(process.env.LOCALAPPDATA ?? '', 'ms-playwright'),
  ];
  for (const cache of caches) {
    if (!cache || !existsSync(cache)) continue;
    const versions = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
    versions.sort((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]));
    for (const version of versions) {
      const path = insideDownload.map((inside) => join(cache, version, inside)).find((file) => existsSync(file));
      if (path) return path;
    }
  }
  return undefined;
}
