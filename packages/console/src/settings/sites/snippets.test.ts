import { expect, it } from 'vitest';
import { policyLines, snippetsOf } from './snippets.ts';

const site = {
  key: 'pk_fern',
  snippet: '<script async src="https://help.test/harmony.js" data-site="pk_fern"></script>',
  script: {
    src: 'https://help.test/harmony.js',
    pinned: { src: 'https://help.test/harmony@1.2.3.js', integrity: 'sha384-abc' },
  },
};

it('every way carries the key and the script, or the host', () => {
  const all = snippetsOf(site, false);
  expect(all.map(({ id }) => id)).toEqual(['html', 'react', 'vue', 'angular', 'rails', 'gtm', 'npm']);
  for (const { id, code } of all) {
    expect(code, id).toContain('pk_fern');
    expect(code, id).toContain(id === 'npm' ? "host: 'https://help.test'" : 'https://help.test/harmony.js');
  }
});

it('HTML may be pinned to a release by its hash, where the build has it', () => {
  expect(snippetsOf(site, true)[0]?.code).toContain('harmony@1.2.3.js" integrity="sha384-abc" data-site="pk_fern"');
  const without = { ...site, script: { ...site.script, pinned: null } };
  expect(snippetsOf(without, true)[0]?.code).toBe(site.snippet);
});

it('a strict policy allows script, calls and socket', () => {
  expect(policyLines(site)).toBe(
    'script-src https://help.test; connect-src https://help.test wss://help.test; trusted-types lit-html',
  );
  expect(policyLines({ script: { src: 'http://localhost:4400/harmony.js', pinned: null } })).toContain(
    'ws://localhost:4400',
  );
});
