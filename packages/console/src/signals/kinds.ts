import type { SignalKind } from '@harmony-live/protocol';
import { msg } from '@lit/localize';

/** Kinds that have words of their own: all but what hosts name themselves. */
type KnownKind = Exclude<SignalKind, `custom.${string}`>;

/** What a kind of sign is called, and what it notices: one line for who decides whether to listen for it. */
export interface KindWords {
  name: string;
  notices: string;
}

/** A kind of sign in words; a host's own kind by its name. */
export function kindWords(kind: string): KindWords {
  const own = { name: kind.replace(/^custom\./, ''), notices: msg('Named by your own page.') };
  return (all() as Record<string, KindWords>)[kind] ?? own;
}

/** Every kind that has words here, in families. The wire's own list would bring all its schemas into the console. */
export const knownKinds = (): readonly string[] => Object.keys(all());

// Made when asked: words follow the language of the screen.
const all = (): Record<KnownKind, KindWords> => ({
  'error.uncaught': {
    name: msg('Uncaught error'),
    notices: msg('The page’s own code threw an error that nobody caught.'),
  },
  'error.rejection': {
    name: msg('Unhandled rejection'),
    notices: msg('A promise of the page failed, and nobody caught it.'),
  },
  'error.console': { name: msg('Error on the console'), notices: msg('The page wrote an error to the console.') },
  'error.resource': {
    name: msg('Did not load'),
    notices: msg('A picture, a script or a style sheet could not be loaded.'),
  },
  'error.policy': {
    name: msg('Blocked by a policy'),
    notices: msg('The page’s security policy refused something that it tried to load.'),
  },
  'network.failed': {
    name: msg('Request failed'),
    notices: msg('A request of the page was refused, broke, or found no network.'),
  },
  'click.rage': {
    name: msg('Pressed angrily, nothing answered'),
    notices: msg('The same place pressed three times or more in quick succession.'),
  },
  'click.dead': {
    name: msg('Pressed, nothing happened'),
    notices: msg('Something that looks as if it could be pressed did nothing.'),
  },
  'click.slow': { name: msg('Pressed, answered late'), notices: msg('A press got its answer only after seconds.') },
  'click.disabled': {
    name: msg('Pressed, though disabled'),
    notices: msg('Somebody pressed a control that is switched off.'),
  },
  'click.error': {
    name: msg('Pressing led to an error'),
    notices: msg('An error or a failed request followed a press at once.'),
  },
  'form.invalid-loop': {
    name: msg('Submitted and refused'),
    notices: msg('A form was refused again and again.'),
  },
  'form.reentry': {
    name: msg('Came back and changed it'),
    notices: msg('Somebody returned to a field more than once and changed what was there.'),
  },
  'form.hesitation': {
    name: msg('Hesitated'),
    notices: msg('Somebody stayed long in a field without typing.'),
  },
  'form.rework': {
    name: msg('Wrote and deleted again'),
    notices: msg('What stood in a field was deleted and written anew, more than once.'),
  },
  'form.abandon': {
    name: msg('Filled in, left unsent'),
    notices: msg('A form was filled in and then left behind.'),
  },
  'nav.loop': {
    name: msg('Went back and forth between pages'),
    notices: msg('The same pages were opened in turn, within a short time.'),
  },
  'nav.reload': {
    name: msg('Reloaded again and again'),
    notices: msg('A page was loaded anew several times in a row. Noticed only after the person agreed.'),
  },
  'help.seek': {
    name: msg('Looked for help'),
    notices: msg('Somebody searched for help, or opened a page of help.'),
  },
  'perf.slow': {
    name: msg('The page answered late'),
    notices: msg('The page was slow to answer to what was typed or pressed.'),
  },
});
