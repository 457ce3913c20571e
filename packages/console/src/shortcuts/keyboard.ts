import { preferences } from '../app/preferences.ts';
import { isTextField } from '../new-request/focus.ts';
import type { Command } from './catalogue.ts';
import type { Commands } from './commands.ts';
import { createReader, isSingle } from './keys.ts';

/**
 * Hears every key on the page and gives the command that it means. Keys without a modifier do nothing while somebody writes,
 * in a dialog, or where they are switched off; whoever has the focus has used the key first. Returns the way to stop.
 */
export const listenToKeys = (commands: Commands): (() => void) => {
  const read = createReader();
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat) return;
    const target = event.composedPath()[0];
    const isWriting = target instanceof Element && isTextField(target);
    const isAsked = isDialogOpen(event);
    const areSinglesOn = preferences().now.areSingleKeysOn && !isWriting && !isAsked;
    const waysOf = ({ keys, isLocal }: Command): readonly string[] =>
      isLocal === true ? [] : keys.filter((key) => !isNavigation(key) && (areSinglesOn || !isSingle(key)));
    // What holds in one place comes before what holds everywhere.
    const possible = commands.possible.toSorted(
      (a, b) => Number(a.place === 'everywhere') - Number(b.place === 'everywhere'),
    );
    const done = read(event, possible.flatMap(waysOf), event.timeStamp);
    if (done === null || done === 'begun') return;
    const command = possible.find((one) => waysOf(one).includes(done.keys));
    // A dialog keeps what lies behind it still; the palette closes itself.
    if (command === undefined || (isAsked && command.id !== 'palette')) return;
    if (commands.run(command.id)) event.preventDefault();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
};

/**
 * A dialog keeps what lies behind it still, also while nothing in it has the focus. One that has just closed may have the focus
 * until the next frame is drawn.
 */
const isDialogOpen = (event: KeyboardEvent): boolean =>
  event.composedPath().some((one) => one instanceof HTMLDialogElement && one.open) ||
  document.querySelector('dialog[open]') !== null ||
  [...document.querySelectorAll('h-dialog')].some(({ isOpen }) => isOpen);

/** Arrows belong to the list that has the focus. */
const isNavigation = (key: string): boolean => key.startsWith('arrow') || key === 'enter';
