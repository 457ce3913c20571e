import type { WidgetHandle, WidgetHost } from '@harmony-live/sdk';
import { WidgetElement } from './widget.ts';

/** Puts `<harmony-widget>` on the page; the SDK calls it once, with everything the widget may use. */
export const mount = (host: WidgetHost): WidgetHandle => {
  const element = new WidgetElement(host);
  document.body.append(element);
  return {
    open: () => void element.open(),
    close: () => element.close(),
    resume: () => element.resume(),
    requestHelp: (prefill) => element.requestHelp(prefill),
    destroy: () => element.remove(),
  };
};
