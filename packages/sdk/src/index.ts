import { createApi } from './api/api.ts';
import type { Harmony, HarmonyOptions } from './api/options.ts';
import { browserEnvironment } from './boot/environment.ts';
import { claimPage, copyBefore } from './boot/page-global.ts';

/**
 * Starts help from an app's own bundle; `host` must be given. Where help runs on the page already, it warns and returns
 * the API that is there. Call it in the browser only.
 */
export const createHarmony = (options: HarmonyOptions): Harmony => {
  const env = browserEnvironment();
  const before = copyBefore(window as { Harmony?: unknown });
  if (before !== null) {
    env.warn('It is on this page already, by a script tag; createHarmony returns that one.');
    return before;
  }
  const api = createApi(env, {
    version: __SDK_VERSION__,
    host: undefined,
    widgetUrl: (host) => new URL(__WIDGET_ENTRY__, `${host}/`).href,
    noticingUrl: (host) => new URL(__NOTICING_ENTRY__, `${host}/`).href,
    claim: (isRunning) => claimPage(window, api, isRunning),
  });
  api.init(options);
  return api;
};

export type { CustomDetector, CustomSign } from './detection/custom.ts';
export type { ConsentPurposes, EventName, Events, Harmony, HarmonyOptions, HelpInput } from './api/options.ts';
export type {
  Attachable,
  HelpPrefill,
  Offer,
  Visit,
  WidgetEvents,
  WidgetHandle,
  WidgetHost,
  WidgetLook,
  WidgetModule,
} from './widget-loader/widget-host.ts';
