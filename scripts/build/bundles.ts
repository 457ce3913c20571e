import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import commonjsModule from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import type { OutputOptions, RenderedChunk, RollupOptions } from 'rollup';
import esbuild, { minify } from 'rollup-plugin-esbuild';
import { browserWebRtc } from './browser-webrtc.ts';
import { compact } from './compact.ts';
import { guestLit } from './guest-lit.ts';
import type { WordedPackage } from './messages.ts';
import { root } from './root.ts';
import { styleSheets } from './style-sheets.ts';
import { collapseTemplates } from './templates.ts';
import type { TokenShare } from './tokens.ts';
import { words } from './words.ts';

export { root };

/** Where the script tag, the widget and the npm build lie together: one folder to serve, or to put on a CDN. */
export const sdkDist = join(root, 'packages/sdk/dist');

/** The console's static files, served below `/console/`. */
export const consoleDist = join(root, 'packages/console/dist');

/** Its types say CommonJS, its code is a module: the default export is the function itself. */
const commonjs = commonjsModule as unknown as typeof commonjsModule.default;

/** Evergreen browsers of 2022. Decorators with `accessor` are compiled, class fields stay. */
const TARGET = 'es2022';

export interface Bundle {
  input: RollupOptions;
  output: OutputOptions;
}

/** Options that all bundles share. */
export interface BundleOptions {
  /** Minified output and collapsed templates; off while developing. */
  isProduction: boolean;
}

/** The widget: an ES module entry and lazy chunks, all under hashed names; `widget.js` leads to the entry. */
export function widgetBundle(folder: string, { isProduction }: BundleOptions): Bundle {
  const output: OutputOptions = {
    dir: folder,
    format: 'es',
    entryFileNames: 'widget-[hash].js',
    chunkFileNames: 'widget-[name]-[hash].js',
    onlyExplicitManualChunks: true,
    manualChunks: (id) => (soonModules.test(id) ? 'soon' : undefined),
  };
  return bundle(source('widget', 'src/index.ts'), isProduction, output, {
    ...(isProduction ? { share: widgetTokens } : {}),
    isGuest: true,
    // The bubble, and what its first press brings.
    isCompact: ({ isEntry, name }) => isEntry || name === 'panel',
    worded: ['ui', 'widget'],
  });
}

const inPackages = (file: string): string => join(root, 'packages', file);

/** What no first panel needs, and most views after it do: one file, for which they wait once. */
const soonModules = /\/packages\/(?:ui\/src\/(?:time|duration|css-vars)|widget\/src\/help\/problem-words)\.ts$/;

/** The bubble's sheets and the first panel's have their tokens from the start; what comes later brings its own. */
export const widgetTokens: TokenShare = {
  readBy: ['ui/src', 'widget/src'].map(inPackages),
  tokens: inPackages('ui/src/styles/tokens.css'),
  first: [
    'ui/src/styles/base.css',
    'widget/src/widget.css',
    'widget/src/panel/panel.css',
    'widget/src/request/request.css',
  ].map(inPackages),
};

/** What notices that somebody is stuck: a module of its own, for pages and people that allow it. */
export function noticingBundle(folder: string, { isProduction }: BundleOptions): Bundle {
  const output: OutputOptions = {
    dir: folder,
    format: 'es',
    entryFileNames: 'noticing-[hash].js',
    // What only who builds a page looks at comes when it is asked for.
    chunkFileNames: 'noticing-[name]-[hash].js',
  };
  return bundle(source('sdk', 'src/noticing/chunk.ts'), isProduction, output, { isCompact: true });
}

/** `harmony.js`: one classic script that knows the parts of the same build. */
export function scriptTagBundle(folder: string, parts: SdkParts, { isProduction }: BundleOptions): Bundle {
  const output: OutputOptions = { file: join(folder, 'harmony.js'), format: 'iife', inlineDynamicImports: true };
  return bundle(source('sdk', 'src/script-tag.ts'), isProduction, output, { parts, isCompact: true });
}

/** The ES module of the npm package `@harmony-live/sdk`. */
export function moduleBundle(folder: string, { isProduction }: BundleOptions): Bundle {
  const output: OutputOptions = { file: join(folder, 'index.js'), format: 'es', inlineDynamicImports: true };
  return bundle(source('sdk', 'src/index.ts'), isProduction, output, { parts: stableParts, isCompact: true });
}

/** The console's code; `writeConsolePage` writes the page around it. */
export function consoleBundle(folder: string, { isProduction }: BundleOptions): Bundle {
  return bundle(
    source('console', 'src/main.ts'),
    isProduction,
    {
      dir: folder,
      format: 'es',
      entryFileNames: 'assets/console-[hash].js',
      chunkFileNames: 'assets/[name]-[hash].js',
    },
    { worded: ['ui', 'console'] },
  );
}

/** The console's service worker: one classic script under a name of its own, since its address is what browsers know it by. */
export function workerBundle(folder: string, { isProduction }: BundleOptions): Bundle {
  const output: OutputOptions = { file: join(folder, 'worker.js'), format: 'iife' };
  return bundle(source('console', 'src/worker/worker.ts'), isProduction, output);
}

/** The version that `/harmony@VERSION.js` carries. */
export function sdkVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'packages/sdk/package.json'), 'utf8')) as { version: string }).version;
}

/** File names of what the script tag loads: what `__WIDGET_ENTRY__` and `__NOTICING_ENTRY__` stand for. */
export interface SdkParts {
  widgetEntry: string;
  noticingEntry: string;
}

/** Names that lead to the parts of the newest build, for builds that do not know which that will be. */
export const stableParts: SdkParts = { widgetEntry: 'widget.js', noticingEntry: 'noticing.js' };

interface Special {
  parts?: SdkParts;
  /** Which design tokens travel with which sheet. */
  share?: TokenShare;
  /** On every host page, all of it or some chunks: see `compact`. */
  isCompact?: boolean | ((chunk: RenderedChunk) => boolean);
  /** With Lit on a page of somebody else's: see `guestLit`. */
  isGuest?: boolean;
  /** Packages whose words are in it: what its catalogues translate. */
  worded?: WordedPackage[];
}

function bundle(input: string, isProduction: boolean, output: OutputOptions, special: Special = {}): Bundle {
  const { parts, share, isCompact = false, isGuest = false, worded = [] } = special;
  const define = {
    __SDK_VERSION__: JSON.stringify(sdkVersion()),
    ...(parts
      ? {
          __WIDGET_ENTRY__: JSON.stringify(parts.widgetEntry),
          __NOTICING_ENTRY__: JSON.stringify(parts.noticingEntry),
        }
      : {}),
  };
  return {
    input: {
      input,
      // The entry may also serve its own lazy chunks; otherwise it would only be a signpost, one round trip more.
      preserveEntrySignatures: 'allow-extension',
      // What nobody uses of @lit/localize (its package does not say so) only sets up variables of its own.
      treeshake: { moduleSideEffects: (id) => !id.includes('/@lit/localize/') },
      plugins: [
        styleSheets(share),
        ...(worded.length > 0 ? [words(worded)] : []),
        ...(isGuest ? [guestLit()] : []),
        browserWebRtc(),
        // Lit has a `node` and a `development` build beside the one for browsers.
        nodeResolve({ browser: true, exportConditions: ['browser', 'production'], extensions: ['.ts', '.js'] }),
        // What simple-peer stands on is not all modules yet.
        commonjs({ include: '**/node_modules/**' }),
        esbuild({ target: TARGET, tsconfig: join(root, 'tsconfig.browser.json'), define, sourceMap: true }),
        ...(isProduction ? [collapseTemplates()] : []),
      ],
      onwarn(warning, warn) {
        // A missing export or an unresolved import is a broken bundle, not a remark.
        const isFatal = ['UNRESOLVED_IMPORT', 'MISSING_EXPORT', 'CIRCULAR_CHUNK'].includes(warning.code ?? '');
        if (isFatal) throw new Error(warning.message);
        warn(warning);
      },
    },
    output: {
      ...output,
      sourcemap: true,
      sourcemapExcludeSources: false,
      generatedCode: 'es2015',
      plugins: isProduction
        ? [
            // Modules are UTF-8 whatever their page is; translations are twice as long in escapes.
            minify({
              target: TARGET,
              legalComments: 'none',
              sourceMap: true,
              charset: worded.length > 0 ? 'utf8' : 'ascii',
            }),
            ...(isCompact === false ? [] : [isCompact === true ? compact() : compact(isCompact)]),
          ]
        : [],
    },
  };
}

function source(name: string, file: string): string {
  const path = join(root, 'packages', name, file);
  if (!existsSync(path)) {
    throw new Error(`The ${name} bundle cannot be built: ${relative(root, path)} does not exist.`);
  }
  return path;
}
