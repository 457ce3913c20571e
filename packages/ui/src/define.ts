/**
 * Registers an element once. A second copy of this package on a host's page (two versions of the widget) keeps the
 * first registration instead of throwing into the host's console.
 */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
