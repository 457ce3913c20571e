import { resolveImport } from '../syntax.ts';
import { lineOf } from '../tree.ts';
import type { Rule } from '../tree.ts';

/** Papers lead somewhere. */
export const paperLinks: Rule = {
  name: 'Every relative link in our papers leads to a file that exists',
  why: 'docs/journey.md is how a newcomer finds the code; a link that leads nowhere costs the trust in all others.',
  mend: 'follow the file to where it went, or take the step out of the story.',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      if (!path.endsWith('.md')) return [];
      const links = [...text.matchAll(/\]\(<?([^)\s>#?]+)[^)]*\)/g)];
      return links.flatMap((link) => {
        const [, target = ''] = link;
        if (/^[a-z]+:/i.test(target) || target.startsWith('/') || isImage(target)) return [];
        const file = resolveImport(path, target).replace(/\/$/, '');
        const exists = file in tree || file === '' || Object.keys(tree).some((one) => one.startsWith(`${file}/`));
        return exists ? [] : [{ path, line: lineOf(text, link.index), what: `${target} does not exist` }];
      });
    });
  },

  broken: {
    tree: {
      'docs/journey.md':
        '# Journey\n\n1. [here](../src/a.ts), [gone](../src/b.ts#L3)\n2. [the web](https://example.com), [folder](../src)\n',
      'src/a.ts': 'export {};\n',
    },
    at: ['docs/journey.md:3'],
  },
};

/** Pictures are not in the tree of texts. */
function isImage(target: string): boolean {
  return /\.(png|jpe?g|webp|gif)$/i.test(target);
}

const self = 'test/house/rules/papers.ts';

/** The project speaks of itself. */
export const noWorkplace: Rule = {
  name: 'No file names the place where it was written',
  why: "paths and tools of somebody's workplace mean nothing to whoever clones this, and break scripts there.",
  mend: 'a path relative to the repository, a temporary folder from the system, or nothing.',

  check(tree) {
    return Object.entries(tree).flatMap(([path, text]) => {
      if (path === self) return [];
      return [
        ...text.matchAll(/(?<![\w.])\/(work|tmp|home|Users|root)\/[\w.-]+|\bshared\/design\b|\bissues? show \d+/g),
      ].map((match) => ({
        path,
        line: lineOf(text, match.index),
        what: match[0],
      }));
    });
  },

  broken: {
    tree: {
      'docs/a.md': 'See /work/main and /home/ada/x, not /workspaces or ./tmp/file.\n',
      'docs/b.md': 'As shared/design says.\n',
    },
    at: ['docs/a.md:1', 'docs/a.md:1', 'docs/b.md:1'],
  },
};
