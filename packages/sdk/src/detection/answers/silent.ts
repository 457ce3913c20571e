import type { Page } from '../page.ts';
import { isOurs } from '../target.ts';
import { createPatch, type Patch } from '../patch.ts';

/** Answers that raise no event and change no node: who owns the function, its names, and what the answer is called. */
const silent: readonly (readonly [part: 'value' | 'get' | 'set', owner: string, names: string, by: string])[] = [
  ['value', '', 'open print alert confirm prompt', 'window'],
  // A download by a link that was never put into the page, and a hidden file field.
  ['value', 'HTMLElement', 'click', 'link'],
  ['value', 'HTMLInputElement', 'showPicker', 'picker'],
  // Sounds that were never put into the page either.
  ['value', 'HTMLMediaElement', 'play pause', 'media'],
  ['value', 'AudioScheduledSourceNode', 'start', 'media'],
  ['value', 'SpeechSynthesis', 'speak', 'media'],
  ['value', 'Clipboard', 'write writeText', 'copy'],
  ['value', 'Navigator', 'share', 'window'],
  ['value', 'Element', 'animate', 'animation'],
  // Where the drawing is done elsewhere.
  ['value', 'Worker', 'postMessage', 'worker'],
  ['value', 'CSSStyleSheet', 'insertRule deleteRule replace replaceSync', 'style-sheet'],
  ['get', 'CSSStyleRule', 'style', 'style-sheet'],
  ['set', 'StyleSheet', 'disabled', 'style-sheet'],
  ['set', 'Document', 'adoptedStyleSheets', 'style-sheet'],
  ['set', 'ShadowRoot', 'adoptedStyleSheets', 'style-sheet'],
  // States of a custom element that only its style sees, by `ElementInternals`.
  ['value', 'CustomStateSet', 'add delete clear', 'state'],
  ['set', 'HTMLInputElement', 'value', 'value'],
  ['set', 'HTMLInputElement', 'checked', 'value'],
  ['set', 'HTMLTextAreaElement', 'value', 'value'],
  ['set', 'HTMLSelectElement', 'value', 'value'],
  ['set', 'HTMLSelectElement', 'selectedIndex', 'value'],
];

const drawing2d = 'fillRect clearRect strokeRect fill stroke fillText strokeText drawImage putImageData';
const drawing3d = 'clear drawArrays drawElements drawArraysInstanced drawElementsInstanced';
/** Patched only where the page has a canvas: these are called thousands of times a frame. */
const drawing: typeof silent = [
  ['value', 'CanvasRenderingContext2D', drawing2d, 'drawing'],
  ['value', 'WebGLRenderingContext', drawing3d, 'drawing'],
  ['value', 'WebGL2RenderingContext', drawing3d, 'drawing'],
];

/** Listens between `on` and `off`; what was put into the page stays in it, asleep, until `restore`. */
export interface Silent {
  on(): void;
  off(): void;
  restore(): void;
}

/**
 * Watches what a page can do without an event or a change of a node. Everything is prepared here, outside of any event.
 *
 * @param onAnswer with what it was done to (an element, a canvas, a sheet, the window) and what it is called
 */
export const createSilent = (page: Page, onAnswer: (node: object, by: string) => void): Silent => {
  // A canvas draws a frame in many calls: one is enough.
  let drawn: object | null = null;
  let isAwake = false;
  let isIn = false;
  const prepare = (list: typeof silent): Patch[] =>
    list.flatMap(([part, owner, names, by]) =>
      names.split(' ').map((name) =>
        createPatch(
          ownerOf(page, owner),
          name,
          part,
          (self) => {
            const node = nodeOf(self) ?? page;
            if ('nodeType' in node ? isOurs(node as Node) : 'cssRules' in node && !isShown(page, node as CSSStyleSheet))
              return;
            if (by === 'drawing') {
              if (drawn === node) return;
              drawn = node;
              void Promise.resolve().then(() => (drawn = null));
            }
            onAnswer(node, by);
          },
          () => isAwake,
        ),
      ),
    );
  const always = prepare(silent);
  // A live list that the browser keeps anyway.
  const canvases = page.document.getElementsByTagName('canvas');
  let onCanvas: Patch[] = [];
  return {
    on: () => {
      isAwake = true;
      if (onCanvas.length === 0 && canvases.length > 0) {
        onCanvas = prepare(drawing);
        isIn = false;
      }
      if (isIn) return;
      isIn = true;
      for (const patch of [...always, ...onCanvas]) patch.on();
    },
    off: () => {
      isAwake = false;
    },
    restore: () => {
      isAwake = false;
      isIn = false;
      for (const patch of [...always, ...onCanvas]) patch.restore();
    },
  };
};

const ownerOf = (page: Page, owner: string): object | undefined =>
  owner === '' ? page : (page as unknown as Record<string, { prototype: object } | undefined>)[owner]?.prototype;

/** A sheet that no document has shows nothing: one that is being made, or one of a component such as ours. */
const isShown = ({ document }: Page, sheet: CSSStyleSheet): boolean =>
  sheet.ownerNode === null
    ? sheet.parentStyleSheet !== null || document.adoptedStyleSheets?.includes(sheet) === true
    : !isOurs(sheet.ownerNode);

/** A drawing belongs to its canvas, a sheet of a shadow root to the root's host. */
const nodeOf = (self: unknown): object | undefined => {
  const { canvas, host } = (self ?? {}) as { canvas?: object; host?: object };
  return canvas ?? (typeof host === 'object' ? host : undefined) ?? (self as object | undefined);
};
