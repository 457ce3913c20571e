/** `@harmony-live/sdk`: the same as the script tag, for bundlers. */
export { createHarmony, type Harmony, type HarmonyOptions } from './harmony.ts';
export type { ConsentState, Purposes } from './consent/consent.ts';
export type { EventName, HarmonyEvents } from './events/events.ts';
export type { Attachable, HelpPrefill, Visit, WidgetEvents, WidgetHandle, WidgetHost, WidgetLook, WidgetModule } from './widget-loader/widget-host.ts';
