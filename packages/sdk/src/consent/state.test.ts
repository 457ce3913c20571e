import { describe, expect, it } from 'vitest';
import { resolveConsent, type ConsentInput } from './state.ts';

const nothing: ConsentInput = {
  tag: undefined,
  site: undefined,
  gpc: false,
  dnt: false,
  choice: {},
  isGrantedHere: false,
};

describe('the state of consent', () => {
  it.each<[string, Partial<ConsentInput>, string, string]>([
    ['nothing is said', {}, 'local', 'site-default'],
    ['the site requires it', { site: 'required' }, 'local', 'site-default'],
    ['the site grants', { site: 'granted' }, 'on', 'site-default'],
    ['the site denies', { site: 'denied' }, 'off', 'site-default'],
    ['the tag overrules the site', { tag: 'granted', site: 'denied' }, 'on', 'script-tag'],
    ['Global Privacy Control stands against a grant of the host', { tag: 'granted', gpc: true }, 'off', 'gpc'],
    ['Do Not Track does too', { tag: 'granted', dnt: true }, 'off', 'dnt'],
    ['a person grants in spite of both', { gpc: true, dnt: true, choice: { detect: true } }, 'on', 'person'],
    ['a person refuses what the host grants', { tag: 'granted', choice: { detect: false } }, 'off', 'person'],
    ['a kept grant meets a tag that denies', { tag: 'denied', choice: { detect: true } }, 'off', 'script-tag'],
    ['a grant on this page meets it', { tag: 'denied', choice: { detect: true }, isGrantedHere: true }, 'on', 'person'],
    ['only learning was granted', { choice: { learn: true } }, 'local', 'site-default'],
  ])('when %s', (_, input, state, how) => {
    expect(resolveConsent({ ...nothing, ...input })).toEqual({ state, how });
  });
});
