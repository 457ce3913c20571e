import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { firstLines } from './failures.js';
import { root } from './paths.js';

/**
 * A reporter of vitest: counts, and what failed with its reason, as JSON in the file that `HARMONY_REPORT` names. Unlike
 * vitest's own it knows of files that did not load and of errors outside of all tests.
 */
export default class VitestReport {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly { message?: string, stack?: string }[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    /** @type {import('./failures.js').Failure[]} */
    const failures = [];
    for (const module of modules) {
      const file = relative(root, module.moduleId);
      for (const test of module.children.allTests()) {
        const { state, errors = [] } = test.result();
        counts[state === 'pending' ? 'skipped' : state] += 1;
        if (state === 'failed') failures.push({ name: `${file} › ${test.fullName}`, why: reasonOf(errors) });
      }
      const outside = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())];
      if (outside.length > 0) failures.push({ name: file, why: reasonOf(outside) });
    }
    if (unhandledErrors.length > 0) failures.push({ name: 'outside of all tests', why: reasonOf(unhandledErrors) });
    counts.failed = failures.length;
    writeFileSync(String(process.env.HARMONY_REPORT), JSON.stringify({ ...counts, failures }));
  }
}

/** The first error, and the line of ours that it came from. @param {readonly { message?: string, stack?: string }[]} errors */
function reasonOf(errors) {
  const [first] = errors;
  const from = first?.stack?.split('\n').find((line) => /^\s*at .*\/(test|packages|scripts)\//.test(line));
  return [firstLines(first?.message), ...(from === undefined ? [] : [from.trim()])].join('\n');
}
