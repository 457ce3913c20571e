import { optionsOf } from './boot/attributes.ts';
import { guarded, installGlobal } from './boot/global.ts';

// Only while this script runs does the page say which tag it is.
const tag = document.currentScript as HTMLScriptElement | null;

guarded(() => {
  const source = tag?.src ?? '';
  const api = installGlobal(source ? new URL(source).origin : '');
  if (!api || !tag) return;
  const options = optionsOf(tag.dataset, source);
  if (options) api.init(options);
  else console.warn('HARMONY.Live: the script tag has no data-site, so nothing happens.');
});
