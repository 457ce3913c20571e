import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Received, Runner } from './server.ts';

/** What a press that went wrong is called by everybody. */
export type Frustration = 'rage' | 'dead' | 'slow' | 'error';

/** Another product's package on the same pages. */
export interface Peer extends Runner {
  /** What it said of presses, read from what it sent. */
  read(received: readonly Received[]): Frustration[];
}

const folder = join(import.meta.dirname, 'peers');

/** True where `peers/` was installed: only the comparison needs it. */
export const hasPeers = (): boolean => existsSync(join(folder, 'node_modules'));

interface Entry {
  name: string;
  /** Module that starts it; `SINK` stands for the address it sends to. */
  entry: string;
  answer?: (path: string) => unknown;
  /** Event names as they stand in what it sends. */
  says: Partial<Record<Frustration, RegExp>>;
}

const sink = 'window.zooSink';

/**
 * Each as its documentation starts it, with everything on that tells of presses, and sending at once where that can be set.
 * The names are those of their own events.
 */
const entries: readonly Entry[] = [
  {
    name: 'posthog-js',
    entry: `import 'posthog-js/dist/dead-clicks-autocapture'; import posthog from 'posthog-js/dist/module.no-external';
      posthog.init('phc_zoo', { opt_out_useragent_filter: true, api_host: ${sink}, ui_host: ${sink}, autocapture: true, rageclick: true, capture_dead_clicks: true, disable_session_recording: true, disable_surveys: true, persistence: 'memory', request_batching: false, disable_compression: true });`,
    answer: (path) =>
      /config|flags|decide/.test(path)
        ? {
            autocapture_opt_out: false,
            captureDeadClicks: true,
            sessionRecording: false,
            surveys: false,
            featureFlags: {},
            supportedCompression: [],
          }
        : {},
    says: { rage: /"event":"\$rageclick"/, dead: /"event":"\$dead_click"/ },
  },
  {
    name: '@sentry/browser + replay',
    entry: `import * as S from '@sentry/browser'; S.init({ dsn: ${sink}.replace('://', '://k@') + '/1', replaysSessionSampleRate: 1, replaysOnErrorSampleRate: 1, integrations: [S.replayIntegration({ useCompression: false, minReplayDuration: 0, flushMinDelay: 500, flushMaxDelay: 500 })] });`,
    // Its rage click is a dead or slow one with more than two clicks; a dead click is a slow one that ended by timeout.
    says: {
      rage: /"category":"ui\.multiClick"|"category":"ui\.slowClickDetected"[^}]*?"clickCount":(?:[3-9]|\d\d)/,
      dead: /"category":"ui\.slowClickDetected"[\s\S]{0,900}?"endReason":"timeout"/,
      slow: /"category":"ui\.slowClickDetected"[\s\S]{0,900}?"endReason":"mutation"/,
    },
  },
  {
    name: '@datadog/browser-rum-slim',
    entry: `import { datadogRum } from '@datadog/browser-rum-slim'; datadogRum.init({ applicationId: 'a', clientToken: 'pub', site: 'datadoghq.com', proxy: ${sink} + '/dd', trackUserInteractions: true, trackResources: true, trackLongTasks: true, sessionSampleRate: 100, compressIntakeRequests: false });`,
    says: { rage: /"rage_click"/, dead: /"dead_click"/, error: /"error_click"/ },
  },
  {
    name: 'mixpanel-browser',
    entry: `import mixpanel from 'mixpanel-browser'; mixpanel.init('zoo', { api_host: ${sink}, autocapture: { click: true, rage_click: true, dead_click: true }, batch_requests: false, api_payload_format: 'json', persistence: 'localStorage', ignore_dnt: true });`,
    answer: () => 1,
    says: { rage: /"event": ?"\$mp_rage_click"/, dead: /"event": ?"\$mp_dead_click"/ },
  },
  {
    name: '@amplitude/analytics-browser',
    entry: `import * as a from '@amplitude/analytics-browser'; a.init('k', { serverUrl: ${sink} + '/amp', fetchRemoteConfig: false, flushIntervalMillis: 200, flushQueueSize: 1, autocapture: { attribution: false, pageViews: false, sessions: true, elementInteractions: true, frustrationInteractions: { rageClicks: true, deadClicks: true, errorClicks: true }, networkTracking: true } });`,
    answer: () => ({ code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 0 }),
    says: { rage: /\[Amplitude\] Rage Click/, dead: /\[Amplitude\] Dead Click/, error: /\[Amplitude\] Error Click/ },
  },
];

/** Bundles each into one file. @throws where `peers/` was not installed */
export const loadPeers = (): Promise<Peer[]> =>
  Promise.all(
    entries.map(async ({ name, entry, answer, says }): Promise<Peer> => {
      const { outputFiles } = await build({
        stdin: { contents: entry, resolveDir: folder },
        bundle: true,
        minify: true,
        write: false,
        format: 'iife',
        target: 'es2022',
        define: { 'process.env.NODE_ENV': '"production"' },
        logLevel: 'error',
      });
      return {
        name,
        files: { '/peer.js': outputFiles[0]!.text },
        tags: ({ sink: address, nonce }) =>
          `<script nonce="${nonce}">window.zooSink = '${address}'</script>` +
          `<script nonce="${nonce}" crossorigin="anonymous" src="${new URL(address).origin}/peer.js"></script>`,
        ...(answer ? { answer } : {}),
        read: (received) => {
          const all = received.map(({ text }) => text).join('\n');
          return (Object.entries(says) as [Frustration, RegExp][]).flatMap(([kind, pattern]) =>
            pattern.test(all) ? [kind] : [],
          );
        },
      };
    }),
  );
