import { describe, expect, it } from 'vitest';
import type { PageError } from '../detector.ts';
import { createPage } from '../world.fixture.ts';
import { watchErrors } from './feed.ts';

const start = (more: { early?: Event[]; hearsConsole?: boolean; resources?: object[]; reporting?: unknown } = {}) => {
  const world = createPage();
  const errors: PageError[] = [];
  const calm = { error: (..._args: unknown[]): unknown => 'the host’s own' } as unknown as Console;
  Object.assign(world.page, {
    performance: { getEntriesByType: () => more.resources ?? [] },
    ReportingObserver: more.reporting,
  });
  Object.defineProperty(world.page, 'console', { value: calm, configurable: true });
  const feed = watchErrors({
    ...{ page: world.page, now: world.now, backend: 'https://help.test', ownScripts: /\/harmony\.js/ },
    ...{ early: more.early ?? [], hearsConsole: more.hearsConsole ?? true },
    onError: (error) => errors.push(error),
  });
  return { ...world, feed, errors, console: calm, kinds: () => errors.map(({ kind }) => kind) };
};

/** The same in a browser that reports. `report` tells whether somebody listens. */
const startReporting = () => {
  let listener: ((list: object[]) => void) | null = null;
  class Reporting {
    readonly #tell: (list: object[]) => void;
    constructor(tell: (list: object[]) => void) {
      this.#tell = tell;
    }
    observe() {
      listener = this.#tell;
    }
    disconnect() {
      listener = null;
    }
  }
  const started = start({ reporting: Reporting });
  const report = (list: object[]): boolean => {
    listener?.(list);
    return listener !== null;
  };
  return { ...started, report };
};

const uncaught = (error: unknown, more: object = {}) => ({ message: `Uncaught ${String(error)}`, error, ...more });

describe('uncaught errors and rejections', () => {
  it('are told as templates, with mark and place', () => {
    const { page, fire, errors } = start();
    const error = new TypeError('Invoice 2041 of ada@example.com is gone');
    error.stack = 'TypeError: x\n    at save (https://app.test/app.js:1:1)';
    fire(page, 'error', uncaught(error));
    fire(page, 'unhandledrejection', { reason: error });
    expect(errors).toMatchObject([
      { kind: 'error.uncaught', message: 'TypeError: Invoice ‹n› of ‹e-mail› is gone', frames: ['save /app.js'] },
      { kind: 'error.rejection', fingerprint: errors[0]!.fingerprint },
    ]);
  });

  it('from before are told at once', () => {
    const { errors } = start({ early: [Object.assign(new Event('error'), uncaught(new Error('early')))] });
    expect(errors).toMatchObject([{ message: 'Error: early' }]);
  });

  it('leave the host’s handler and what it returns alone', () => {
    const { page, feed } = start();
    const own = () => true;
    page.onerror = own;
    feed.stop();
    expect(page.onerror).toBe(own);
  });

  it.each([
    ['what another origin hides', { message: 'Script error.', error: null }],
    ['noise of layout', { message: 'ResizeObserver loop completed with undelivered notifications.' }],
    ['an extension', { message: 'Uncaught x', filename: 'chrome-extension://abc/x.js', error: null }],
    [
      'ourselves',
      uncaught(Object.assign(new Error('x'), { stack: 'Error\n    at a (https://h.test/harmony.js:1:1)' })),
    ],
    ['somebody who gave up', uncaught(new DOMException('', 'AbortError'))],
  ])('say nothing of %s', (_, event) => {
    const { page, fire, errors } = start();
    fire(page, 'error', event);
    expect(errors).toEqual([]);
  });

  it('count what another origin hides', () => {
    const { page, fire, feed } = start();
    fire(page, 'error', { message: 'Script error.' });
    expect(feed.unseen()).toBe(1);
  });

  it('survive everything that can be thrown', () => {
    const { page, fire, errors } = start();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const reason of [undefined, null, 0, '', Object.freeze({}), proxy, Symbol('x')])
      fire(page, 'unhandledrejection', { reason });
    expect(errors.map(({ message }) => message)).toEqual(['undefined', 'null', 'number', 'Object', 'Object', 'symbol']);
  });
});

describe('resources', () => {
  const markup =
    '<script id="own" src="/assets/app-1a2b3c4d.js"></script><script id="tracker" src="https://www.googletagmanager.com/gtag/js"></script>' +
    '<link id="sheet" rel="stylesheet" href="https://cdn.test/a.css"><link id="icon" rel="icon" href="/icon.png">' +
    '<img id="image" src="/users/2041/face.png"><img id="pixel" src="https://x.test/pixel?id=1"><img id="inline" src="data:x">';

  it.each([
    ['#own', 'script /assets/app.js'],
    ['#sheet', 'style cdn.test/a.css'],
    ['#image', 'image /users/:id/face.png'],
  ])('%s that failed is told', (selector, message) => {
    const { page, fire, errors, find } = start();
    page.document.body.innerHTML = markup;
    fire(find(selector), 'error', { bubbles: false });
    expect(errors).toMatchObject([{ kind: 'error.resource', message }]);
  });

  it.each(['#tracker', '#icon', '#pixel', '#inline', 'body'])('%s is silent', (selector) => {
    const { page, fire, errors, find } = start();
    page.document.body.innerHTML = markup;
    fire(find(selector), 'error');
    expect(errors).toEqual([]);
  });

  it('that failed before are told as far as the browser tells', () => {
    const { errors } = start({
      resources: [
        { name: 'https://app.test/gone.js', initiatorType: 'script', responseStatus: 404 },
        { name: 'https://app.test/there.js', initiatorType: 'script', responseStatus: 200 },
        { name: 'https://other.test/hidden.js', initiatorType: 'script', responseStatus: 0 },
        { name: 'https://app.test/api', initiatorType: 'fetch', responseStatus: 500 },
      ],
    });
    expect(errors.map(({ message }) => message)).toEqual(['script /gone.js']);
  });
});

describe('policies', () => {
  const violation = {
    ...{ disposition: 'enforce', effectiveDirective: 'script-src-elem', blockedURI: 'https://cdn.test/a.js?user=1' },
    sourceFile: 'https://app.test/',
  };
  const told = (more: object) => {
    const { page, fire, errors } = start();
    fire(page.document, 'securitypolicyviolation', { ...violation, ...more });
    return errors.map(({ message }) => message);
  };

  it('tell directive and host of what they refused', () => {
    expect(told({})).toEqual(['script-src-elem cdn.test']);
    expect(told({ blockedURI: 'inline' })).toEqual(['script-src-elem inline']);
  });

  it.each([
    ['that only report', { disposition: 'report' }],
    ['that refused an extension', { sourceFile: 'moz-extension://a/b.js' }],
    ['that refused a tracker', { blockedURI: 'https://www.google-analytics.com/collect' }],
    ['that refused ourselves', { blockedURI: 'https://help.test/v1/config' }],
  ])('are silent %s', (_, more) => expect(told(more)).toEqual([]));

  it('are told of by the browser’s reports too, where they refused something before, and once', () => {
    const { page, fire, errors, report, feed } = startReporting();
    fire(page.document, 'securitypolicyviolation', violation);
    const { disposition, effectiveDirective, sourceFile, blockedURI: blockedURL } = violation;
    const body = { disposition, effectiveDirective, sourceFile, blockedURL };
    report([
      { type: 'csp-violation', body },
      { type: 'csp-violation', body: { ...body, blockedURL: 'https://pictures.test/a.png' } },
      { type: 'csp-violation', body: { ...body, blockedURL: 'https://help.test/harmony.js' } },
      { type: 'csp-violation', body: { ...body, disposition: 'report', blockedURL: 'eval' } },
      { type: 'intervention', body: { id: 'HeavyAd', sourceFile: null } },
      { type: 'permissions-policy-violation', body: { featureId: 'camera' } },
      { type: 'intervention', body: null },
    ]);
    const [first, ...reported] = errors.map(({ message }) => message);
    expect(first).toBe('script-src-elem cdn.test');
    expect(reported).toEqual([
      'script-src-elem pictures.test',
      'intervention HeavyAd',
      'permissions-policy-violation camera',
    ]);
    feed.stop();
    expect(report([])).toBe(false);
  });
});

describe('the console', () => {
  it('is heard after it was written to, with what the original returns lost to nobody', () => {
    const { console, errors } = start();
    console.error('Saving of %s failed', 'ada@example.com');
    console.error(new Error('it broke'));
    console.error('[Harmony] ours');
    console.error({ some: 'object' });
    expect(errors.map(({ message }) => message)).toEqual(['Saving of %s failed', 'Error: it broke']);
  });

  it('is left alone where the site wants that', () => {
    const world = createPage();
    const own = (): void => {};
    const alone = { error: own } as unknown as Console;
    Object.defineProperty(world.page, 'console', { value: alone, configurable: true });
    const { page, now } = world;
    watchErrors({ page, now, backend: '', ownScripts: /x/, early: [], hearsConsole: false, onError: () => {} });
    expect(alone.error).toBe(own);
  });
});

it('takes everything back', () => {
  const { page, fire, feed, errors, console } = start();
  feed.stop();
  fire(page, 'error', uncaught(new Error('late')));
  console.error('late');
  expect(errors).toEqual([]);
});
