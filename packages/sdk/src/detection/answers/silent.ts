import type { Page } from '../page.ts';
import { isOurs } from '../target.ts';
import { patchGetter, patchMethod, patchSetter } from '../patch.ts';

type Patch = typeof patchMethod;

/** Answers that raise no event and change no node: who owns the function, its names, and what the answer is called. */
const silent: readonly (readonly [patch: Patch, owner: string, names: string, by: string])[] = [
  [patchMethod, '', 'open print alert confirm prompt', 'window'],
  // A download by a link that was never put into the page, and a hidden file field.
  [patchMethod, 'HTMLElement', 'click', 'link'],
  [patchMethod, 'HTMLInputElement', 'showPicker', 'picker'],
  // Sounds that were never put into the page either.
  [patchMethod, 'HTMLMediaElement', 'play pause', 'media'],
  [patchMethod, 'AudioScheduledSourceNode', 'start', 'media'],
  [patchMethod, 'SpeechSynthesis', 'speak', 'media'],
  [patchMethod, 'Clipboard', 'write writeText', 'copy'],
  [patchMethod, 'Navigator', 'share', 'window'],
  [patchMethod, 'Element', 'animate', 'animation'],
  // Where the drawing is done elsewhere.
  [patchMethod, 'Worker', 'postMessage', 'worker'],
  [patchMethod, 'CSSStyleSheet', 'insertRule deleteRule replace replaceSync', 'style-sheet'],
  [patchGetter, 'CSSStyleRule', 'style', 'style-sheet'],
  [patchSetter, 'StyleSheet', 'disabled', 'style-sheet'],
  [patchSetter, 'Document', 'adoptedStyleSheets', 'style-sheet'],
  [patchSetter, 'ShadowRoot', 'adoptedStyleSheets', 'style-sheet'],
  [patchSetter, 'HTMLInputElement', 'value', 'value'],
  [patchSetter, 'HTMLInputElement', 'checked', 'value'],
  [patchSetter, 'HTMLTextAreaElement', 'value', 'value'],
  [patchSetter, 'HTMLSelectElement', 'value', 'value'],
  [patchSetter, 'HTMLSelectElement', 'selectedIndex', 'value'],
];

const drawing2d = 'fillRect clearRect strokeRect fill stroke fillText strokeText drawImage putImageData';
const drawing3d = 'clear drawArrays drawElements drawArraysInstanced drawElementsInstanced';
/** Patched only where the page has a canvas: these are called thousands of times a frame. */
const drawing: typeof silent = [
  [patchMethod, 'CanvasRenderingContext2D', drawing2d, 'drawing'],
  [patchMethod, 'WebGLRenderingContext', drawing3d, 'drawing'],
  [patchMethod, 'WebGL2RenderingContext', drawing3d, 'drawing'],
];

/**
 * Watches what a page can do without an event or a change of a node.
 *
 * @param onAnswer with what it was done to (an element, a canvas, a sheet, the window) and what it is called
 * @returns what puts everything back
 */
export const watchSilent = (page: Page, onAnswer: (node: object, by: string) => void): (() => void) => {
  const hasCanvas = page.document.getElementsByTagName('canvas').length > 0;
  // A canvas draws a frame in many calls: one is enough.
  let drawn: object | null = null;
  const offs: (() => void)[] = [];
  for (const [patch, owner, names, by] of hasCanvas ? [...silent, ...drawing] : silent) {
    const target = ownerOf(page, owner);
    if (target === undefined) continue;
    for (const name of names.split(' ')) {
      offs.push(
        patch(target, name, (self) => {
          const node = nodeOf(self) ?? page;
          if ('nodeType' in node ? isOurs(node as Node) : 'cssRules' in node && !isShown(page, node as CSSStyleSheet))
            return;
          if (by === 'drawing') {
            if (drawn === node) return;
            drawn = node;
            void Promise.resolve().then(() => (drawn = null));
          }
          onAnswer(node, by);
        }),
      );
    }
  }
  return () => offs.forEach((off) => off());
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
