/** Whether the page, or its site's settings, gave the widget a colour. */
export const hasBrand = (widget: Element): boolean =>
  getComputedStyle(widget).getPropertyValue('--harmony-brand') !== '';
