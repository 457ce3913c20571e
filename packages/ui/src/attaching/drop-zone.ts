/**
 * Takes files that are dropped or pasted: listens to `dragover`, `dragleave`, `drop` and `paste` of an element, which has
 * `data-dropping` while files are over it. Text is left alone, also where a copied table brings its picture along.
 *
 * ```ts
 * html`<section @dragover=${zone} @dragleave=${zone} @drop=${zone} @paste=${zone}>`
 * ```
 */
export class DropZone implements EventListenerObject {
  readonly #onFiles: (files: readonly File[]) => void;
  readonly #isOpen: () => boolean;

  constructor(onFiles: (files: readonly File[]) => void, isOpen: () => boolean) {
    this.#onFiles = onFiles;
    this.#isOpen = isOpen;
  }

  /** The events that it wants to hear. */
  static readonly events = ['dragover', 'dragleave', 'drop', 'paste'] as const;

  handleEvent(event: Event): void {
    const zone = event.currentTarget as Element;
    const { type } = event;
    if (type === 'dragleave') {
      const into = (event as DragEvent).relatedTarget;
      if (!(into instanceof Node && zone.contains(into))) zone.removeAttribute('data-dropping');
      return;
    }
    const data = type === 'paste' ? (event as ClipboardEvent).clipboardData : (event as DragEvent).dataTransfer;
    if (data === null || !this.#isOpen() || !data.types.includes('Files') || isText(type, data)) return;
    event.preventDefault();
    // A page around us must not hear what people send.
    event.stopPropagation();
    if (type === 'dragover') {
      data.dropEffect = 'copy';
      zone.setAttribute('data-dropping', '');
      return;
    }
    zone.removeAttribute('data-dropping');
    if (data.files.length > 0) this.#onFiles([...data.files]);
  }
}

/** Office programs put a picture of the text beside the text; a copied file has its name beside it. */
function isText(type: string, { types }: DataTransfer): boolean {
  return (
    type === 'paste' && types.includes('text/plain') && (types.includes('text/html') || types.includes('text/rtf'))
  );
}
