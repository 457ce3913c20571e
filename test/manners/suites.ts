import { createServer, type Server } from 'node:http';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import type { AddressInfo } from 'node:net';

const require = createRequire(import.meta.url);
const folderOf = (file: string): string => dirname(require.resolve(file));

/** Folders of packages that ship the tests that their makers run in browsers, by the path under which they are served. */
const folders: Readonly<Record<string, string>> = {
  '/director/': join(folderOf('director/package.json')),
  '/jquery-form/': join(folderOf('jquery-form/package.json')),
  '/qunitjs/': join(folderOf('qunitjs/package.json')),
  '/jquery/': join(folderOf('jquery/package.json')),
  '/chai/': join(folderOf('chai/package.json')),
};

/** One test of a suite and how it came out, in the order of its run. */
export interface SuiteResult {
  name: string;
  outcome: string;
}

/**
 * director 1.2.8 (MIT), a router: its QUnit tests of `hashchange` and of `pushState`, all of them, as its own pages load them.
 *
 * @param mode `hash` or `history`
 */
const director = (mode: 'hash' | 'history', head: string): string => `<!doctype html><html><head>${head}</head><body>
  <div id="qunit"></div><div id="qunit-fixture"></div>
  <script>const HTML5TEST = ${mode === 'history'}; const results = [];</script>
  <script src="/qunitjs/qunit/qunit.js"></script><script src="/director/build/director.js"></script>
  <script>
    QUnit.config.autostart = false;
    QUnit.config.reorder = false;
    QUnit.testDone(({ name, passed, failed }) => results.push({ name, outcome: passed + ' of ' + (passed + failed) }));
    QUnit.done(() => (window.suite = results));
  </script>
  <script src="/director/test/browser/helpers/api.js"></script>
  <script src="/director/test/browser/${mode === 'history' ? 'html5-' : ''}routes-test.js"></script>
  <script>window.run = () => QUnit.start();</script></body></html>`;

/**
 * jquery-form 4.3.0 (MIT), forms sent by XMLHttpRequest: its Mocha tests, on the markup of its own page. They use four words
 * of Mocha, which stand here; what they assert is written down one by one, since many do so when an answer has come.
 */
const jqueryForm = (
  markup: string,
  head: string,
): string => `<!doctype html><html><head>${head}<base href="/jquery-form/test/"></head><body>
  ${markup}
  <script src="/jquery/dist/jquery.js"></script><script src="/jquery-form/src/jquery.form.js"></script>
  <script type="module">
    import { assert } from '/chai/index.js';
    const results = [];
    const tests = [];
    let [first, each] = [() => {}, () => {}];
    let now = '';
    const recorded = (name) => (...args) => {
      const during = now;
      const entry = { name: during + ': ' + name + ' ' + (args.at(-1) ?? '') };
      try { assert[name](...args); entry.outcome = 'passed'; } catch (error) { entry.outcome = error.message; throw error; } finally { results.push(entry); }
    };
    window.chai = { assert: Object.fromEntries(['ok', 'strictEqual', 'equal'].map((name) => [name, recorded(name)])) };
    Object.assign(window, {
      describe: (_, fn) => fn(), before: (fn) => (first = fn), beforeEach: (fn) => (each = fn), it: (name, fn) => tests.push([name, fn]),
    });
    await new Promise((resolve) => Object.assign(document.body.appendChild(document.createElement('script')), { src: 'test.js', onload: resolve }));
    const rested = () => new Promise((resolve) => {
      const look = () => ($.active > 0 || document.querySelector('iframe') !== null ? setTimeout(look, 5) : setTimeout(resolve, 5));
      look();
    });
    window.run = async () => {
      first();
      for (const [name, fn] of tests) {
        now = name;
        each();
        let outcome = 'ended';
        try { fn(); } catch (error) { outcome = error.message; }
        await rested();
        results.push({ name, outcome });
      }
      window.suite = results;
    };
  </script></body></html>`;

/** Serves the suites, each with what is put in its head. */
export interface SuiteServer {
  origin: string;
  /** Addresses by name. @param head such as our tag */
  addresses(head: string): Record<string, string>;
  close(): Promise<void>;
}

export const startSuites = async (): Promise<SuiteServer> => {
  const pages: string[] = [];
  const types: Record<string, string> = {
    '.js': 'text/javascript',
    '.html': 'text/html',
    '.json': 'application/json',
    '.xml': 'text/xml',
  };
  const server: Server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://x').pathname);
    const [prefix, folder] = Object.entries(folders).find(([start]) => path.startsWith(start)) ?? [];
    if (folder !== undefined && prefix !== undefined) {
      const file = join(folder, path.slice(prefix.length));
      if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' });
      return createReadStream(file).pipe(response);
    }
    const page = pages[Number(/^\/suite-(\d+)/.exec(path)?.[1] ?? -1)];
    // A router's page stands at every address.
    response.writeHead(200, { 'content-type': 'text/html' });
    return response.end(page ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const formPage = readFileSync(join(folders['/jquery-form/']!, 'test/test.html'), 'utf8');
  const markup = /<!-- Test HTML -->([^]*?)<!-- mocha -->/.exec(formPage)![1]!;
  return {
    origin,
    addresses: (head) => {
      const all = {
        'director, hash': director('hash', head),
        'director, history': director('history', head),
        'jquery-form': jqueryForm(markup, head),
      };
      return Object.fromEntries(
        Object.entries(all).map(([name, html]) => [name, `${origin}/suite-${pages.push(html) - 1}`]),
      );
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
