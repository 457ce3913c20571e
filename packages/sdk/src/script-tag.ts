import { createApi } from './api/api.ts';
import { optionsOf } from './boot/attributes.ts';
import { browserEnvironment } from './boot/environment.ts';
import { claimPage, copyBefore, takeOver } from './boot/page-global.ts';

// Only while a classic script runs for the first time does the document know which one it is.
const script = document.currentScript as HTMLScriptElement | null;

try {
  boot();
} catch (error) {
  console.warn('[Harmony] Could not start; the page is not affected.', error);
}

function boot(): void {
  const env = browserEnvironment();
  if (copyBefore(window as { Harmony?: unknown }) !== null) {
    env.warn('Another copy of Harmony runs on this page already; this one stands down. Keep one script tag.');
    return;
  }
  const source = script?.src;
  const api = createApi(env, {
    version: __SDK_VERSION__,
    host: source ? new URL(source).origin : undefined,
    widgetUrl: (host) => new URL(__WIDGET_ENTRY__, source || `${host}/`).href,
    noticingUrl: (host) => new URL(__NOTICING_ENTRY__, source || `${host}/`).href,
    claim: (isRunning) => claimPage(window, api, isRunning),
  });
  takeOver(window as { Harmony?: unknown }, api);
  const options = optionsOf(script?.dataset ?? {});
  if (options.site) api.init(options);
  else
    env.warn(
      'The script tag has no data-site: it needs the public site key, pk_…, that the console shows under Settings.',
    );
}
