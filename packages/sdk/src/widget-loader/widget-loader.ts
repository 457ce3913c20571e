import type { WidgetHost, WidgetModule, WidgetHandle } from './widget-host.ts';

/** Brings the widget. `import()` takes the nonce of the script that calls it, where a script element's address would be refused. */
export const loadWidget = async (
  backend: string,
  host: WidgetHost,
  bring: (url: string) => Promise<unknown> = (url) => import(url),
): Promise<WidgetHandle> => {
  const url = `${backend}/${__WIDGET_ENTRY__}`;
  const module = (await bring(url)) as WidgetModule;
  return module.mount(host);
};

/** Why the widget is not there and what to allow, as one line for the console. */
export const loadFailure = (backend: string, error: unknown): string =>
  `HARMONY.Live: the help panel could not be loaded from ${backend} (${error instanceof Error ? error.message : String(error)}). ` +
  `The page is not affected. With a Content-Security-Policy, allow: script-src ${backend} (or the tag's nonce), connect-src ${backend} ${backend.replace(/^http/, 'ws')}, trusted-types lit-html.`;
