import { stripVTControlCharacters } from 'node:util';

/**
 * A test that failed, as it is told once more at the end of a run: whoever reads a log from its end, or has only its end,
 * needs no more.
 *
 * @typedef {{ name: string, why: string }} Failure
 */

/** How much of an error is told. */
const LINES = 12;

/**
 * A suite of Playwright's JSON report.
 *
 * @typedef {{ title: string, specs?: { title: string, file: string, line: number, ok: boolean, tests: { status: string, results: { errors?: { message?: string }[] }[] }[] }[], suites?: Suite[] }} Suite
 */

/**
 * What Playwright's JSON report says of tests that failed, also of those that passed at a second try.
 *
 * @param {{ suites?: Suite[], errors?: { message?: string }[] }} report
 * @returns {Failure[]}
 */
export function failuresOf({ suites = [], errors = [] }) {
  const outside = errors.map(({ message }) => ({ name: 'outside of all tests', why: firstLines(message) }));
  return [...suites.flatMap((suite) => within(suite)), ...outside];
}

/** @param {Suite} suite @param {string[]} [path] @returns {Failure[]} */
function within({ title, specs = [], suites = [] }, path = []) {
  const here = [...path, title];
  const own = specs
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map(({ file, line, title: name, tests }) => {
      const told = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []))[0];
      return { name: [`${file}:${line}`, ...here.slice(1), name].join(' › '), why: firstLines(told?.message) };
    });
  return [...own, ...suites.flatMap((suite) => within(suite, here))];
}

/** The beginning of an error's text, without the colours of a terminal. @param {string | undefined} text */
export function firstLines(text) {
  return text ? stripVTControlCharacters(text).split('\n').slice(0, LINES).join('\n') : 'no reason was given';
}

/**
 * The last words of a run in which something failed.
 *
 * @param {{ tier: string, failures: Failure[] }[]} tiers
 * @returns {string[]} lines
 */
export function lastWords(tiers) {
  return tiers.flatMap(({ tier, failures }) =>
    failures.flatMap(({ name, why }) => [`✘ ${tier}: ${name}`, ...why.split('\n').map((line) => `    ${line}`)]),
  );
}
