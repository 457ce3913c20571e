import { existsSync, readFileSync } from 'node:fs';
import { ensureBrowser } from './browser.js';
import { ensureBundles } from './bundles.js';
import { lastWords } from './failures.js';
import { ensurePackages, ensureSentenceLibrary } from './install.js';
import { at } from './paths.js';
import { findPostgres } from './postgres.js';
import { Remedy } from './remedy.js';
import { ensureNode } from './runtime.js';
import { seconds } from './say.js';
import { tiers } from './tiers.js';

/** @typedef {{ name: string, about: string, needs: string[], onDebian: boolean, byDefault: boolean }} Tier */

/**
 * Runs tiers in their order and ends with one line of counts.
 *
 * @param {string[]} args names of tiers (none: all), then what is passed on to their runner, after the first argument
 *   that is no tier: `npm test -- unit packages/client`
 * @returns {Promise<number>} 0 when nothing failed
 */
export async function test(args) {
  const all = /** @type {{ tiers: Tier[] }} */ (JSON.parse(readFileSync(at('test/tiers.json'), 'utf8'))).tiers;
  const { chosen, rest } = choose(all, args);
  const node = await ensureNode();
  await ensurePackages(node, 'everything');

  const isShort = args.length === 0 && process.env.HARMONY_LONG !== '1';
  const total = { passed: 0, failed: 0, skipped: 0 };
  const skippedTiers = [];
  /** @type {Parameters<typeof lastWords>[0]} */
  const failed = [];
  for (const tier of chosen) {
    const setting = await prepare(tier, node);
    if ('broken' in setting) {
      console.log(`\n── ${tier.name}: cannot run. ${setting.broken}`);
      total.failed += 1;
      failed.push({ tier: tier.name, failures: [{ name: 'cannot run', why: setting.broken }] });
      continue;
    }
    if ('missing' in setting) {
      skippedTiers.push({ ...tier, reason: setting.missing });
      total.skipped += 1;
      continue;
    }
    console.log(`\n── ${tier.name}: ${tier.about}`);
    const startedAt = performance.now();
    const counts = await /** @type {(typeof tiers)[string]} */ (tiers[tier.name])({
      ...setting,
      node,
      isShort,
      args: rest,
    });
    for (const key of /** @type {const} */ (['passed', 'failed', 'skipped'])) total[key] += counts[key];
    failed.push({ tier: tier.name, failures: counts.failures });
    console.log(`── ${tier.name}: ${sentence(counts)} (${seconds(performance.now() - startedAt)})`);
  }

  console.log('');
  for (const line of lastWords(failed)) console.log(line);
  const others = all.filter((tier) => !tier.byDefault && !chosen.includes(tier)).map((tier) => tier.name);
  if (args.length === 0 && others.length > 0)
    console.log(`not run by default: ${others.join(', ')} (npm test -- NAME, or npm run check)`);
  for (const tier of skippedTiers) console.log(`skipped tier ${tier.name}: ${tier.reason}`);
  // On the machine that .ci/run prepares, a tier that can run must run.
  const unexplained = process.env.HARMONY_CI ? skippedTiers.filter((tier) => tier.onDebian) : [];
  for (const tier of unexplained) console.log(`tier ${tier.name} can run on Debian, so here its absence is a failure`);
  total.failed += unexplained.length;
  total.skipped -= unexplained.length;
  if (total.passed + total.failed === 0) console.log('No test ran.');
  console.log(sentence(total));
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}

/** @param {Tier[]} all @param {string[]} args */
function choose(all, args) {
  const firstOther = args.findIndex((arg) => !all.some((tier) => tier.name === arg));
  const names = firstOther === -1 ? args : args.slice(0, firstOther);
  if (args.length > 0 && names.length === 0) {
    throw new Remedy(
      `There is no tier "${args[0]}".`,
      all.map((tier) => `${tier.name.padEnd(10)} ${tier.about}`).join('\n'),
    );
  }
  const isLong = process.env.HARMONY_LONG === '1';
  const chosen = all.filter((tier) => (names.length === 0 ? tier.byDefault || isLong : names.includes(tier.name)));
  return { chosen, rest: firstOther === -1 ? [] : args.slice(firstOther) };
}

/**
 * Brings what a tier needs. `missing`: this machine lacks something, a reason to skip. `broken`: ours does not work,
 * a failure.
 *
 * @param {Tier} tier
 * @param {string} node
 * @returns {Promise<{ browser?: string, postgres?: string } | { missing: string } | { broken: string }>}
 */
async function prepare(tier, node) {
  const setting = /** @type {{ browser?: string, postgres?: string }} */ ({});
  if (tier.needs.includes('bundles')) {
    try {
      await ensureBundles(node);
    } catch (error) {
      if (error instanceof Remedy) return { broken: `${error.message} ${error.remedy}` };
      throw error;
    }
  }
  if (tier.needs.includes('browser')) {
    const browser = await ensureBrowser(node);
    if ('missing' in browser) return browser;
    setting.browser = browser.path;
  }
  if (tier.needs.includes('sentence library')) await ensureSentenceLibrary();
  if (tier.needs.includes('clone') && !existsSync(at('.git')))
    return { missing: 'this folder is no repository that could be cloned' };
  if (tier.needs.includes('firefox') && !existsSync(process.env.FIREFOX ?? '/usr/bin/firefox-esr'))
    return { missing: 'no Firefox ESR here (`apt-get install firefox-esr`, or FIREFOX names one)' };
  if (
    tier.needs.includes('webkit') &&
    ![process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver', '/usr/bin/Xvfb'].every((path) => existsSync(path))
  )
    return { missing: 'no WebKitGTK with its driver and a screen here (`apt-get install webkit2gtk-driver xvfb`)' };
  if (tier.needs.includes('postgres') && !process.env.HARMONY_TEST_DATABASE_URL) {
    const bin = findPostgres();
    if (!bin)
      return {
        missing:
          'no PostgreSQL 15 or newer here (`apt-get install postgresql`), and HARMONY_TEST_DATABASE_URL is not set',
      };
    setting.postgres = bin;
  }
  return setting;
}

function sentence(/** @type {Omit<import('./tiers.js').Counts, 'failures'>} */ { passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
