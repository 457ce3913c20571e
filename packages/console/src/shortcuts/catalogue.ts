import type { ConsoleArea } from '@harmony-live/protocol';
import { glyphs, type Glyph } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import { areaGlyphs, areaName } from '../shell/areas.ts';

/** Where a command holds. `request`: inside New request alone. */
export type CommandPlace = 'everywhere' | 'queue' | 'conversation' | 'request';

/** The keys of the areas after G. */
const areaKeys: Record<ConsoleArea, string> = {
  queue: 'q',
  conversations: 'c',
  knowledge: 'k',
  insights: 'i',
  rewards: 'r',
  profile: 'p',
  settings: 's',
};

/** Everything that has a name in the palette or a key: what it is called is in `catalogue`. */
export type CommandId =
  | `go.${ConsoleArea}`
  | 'palette'
  | 'shortcuts'
  | 'request.focus'
  | 'replies.manage'
  | `duty.${'ready' | 'end-break' | 'break-quarter' | 'break-hour' | 'break-morning' | 'last-one' | 'stay'}`
  | `queue.${'next' | 'previous' | 'open' | 'take' | 'filter'}`
  | `conversation.${'reply' | 'note' | 'replies' | 'solution' | 'resolve' | 'transfer' | 'invite' | 'find' | 'panes' | 'beside'}`
  | `request.${'accept' | 'decline'}`;

/** A command as people read about it. */
export interface Command {
  id: CommandId;
  words: string;
  /** Ways to press it, as `keys.ts` writes them; the first is the one that is shown beside it. */
  keys: readonly string[];
  place: CommandPlace;
  glyph: Glyph;
  /** Its keys are read by the thing that has the focus, which also decides whether it holds; it is in no palette. */
  isLocal?: boolean;
}

/** The one list of commands: the keys, the palette and the page of shortcuts are made from it. */
export const catalogue = (areas: readonly ConsoleArea[]): Command[] => [
  { id: 'palette', words: msg('Find or do'), keys: ['mod+k'], place: 'everywhere', glyph: glyphs.search },
  { id: 'shortcuts', words: msg('Keyboard shortcuts'), keys: ['?'], place: 'everywhere', glyph: glyphs.circleHelp },
  ...areas.map((area): Command => ({
    id: `go.${area}`,
    words: msg(str`Go to ${areaName(area)}`),
    keys: [`g ${areaKeys[area]}`],
    place: 'everywhere',
    glyph: areaGlyphs[area],
  })),
  {
    id: 'request.focus',
    words: msg('Go to the new request'),
    keys: ['alt+n'],
    place: 'everywhere',
    glyph: glyphs.inbox,
  },
  { id: 'replies.manage', words: msg('Manage saved replies'), keys: [], place: 'everywhere', glyph: glyphs.quote },
  ...comingAndGoing(),
  { id: 'queue.next', words: msg('Next request'), keys: ['j', 'arrowdown'], place: 'queue', glyph: glyphs.chevronDown },
  {
    id: 'queue.previous',
    words: msg('Previous request'),
    keys: ['k', 'arrowup'],
    place: 'queue',
    glyph: glyphs.arrowUp,
  },
  { ...{ id: 'queue.open', words: msg('Open or close the request'), keys: ['enter'], place: 'queue' }, ...local },
  { id: 'queue.take', words: msg('Take the request'), keys: ['a'], place: 'queue', glyph: glyphs.check },
  { id: 'queue.filter', words: msg('Filter the queue'), keys: ['f'], place: 'queue', glyph: glyphs.listFilter },
  { id: 'conversation.reply', words: msg('Write a message'), keys: ['r'], place: 'conversation', glyph: glyphs.send },
  { id: 'conversation.note', words: msg('Add note'), keys: ['n'], place: 'conversation', glyph: glyphs.notebookPen },
  {
    id: 'conversation.replies',
    words: msg('Insert a saved reply'),
    keys: ['/'],
    place: 'conversation',
    glyph: glyphs.quote,
  },
  {
    ...{ id: 'conversation.solution', words: msg('Mark your last message as the solution'), keys: ['s'] },
    ...{ place: 'conversation', glyph: glyphs.badgeCheck },
  },
  { id: 'conversation.resolve', words: msg('Resolve'), keys: ['e'], place: 'conversation', glyph: glyphs.check },
  {
    ...{ id: 'conversation.transfer', words: msg('Hand over to a colleague'), keys: ['h'] },
    ...{ place: 'conversation', glyph: glyphs.arrowRightLeft },
  },
  {
    ...{ id: 'conversation.invite', words: msg('Invite a colleague'), keys: [] },
    ...{ place: 'conversation', glyph: glyphs.userRoundPlus },
  },
  {
    id: 'conversation.find',
    words: msg('Find in this conversation'),
    keys: ['mod+f'],
    place: 'conversation',
    glyph: glyphs.searchX,
  },
  { id: 'conversation.panes', words: msg('Next pane'), keys: ['f6'], place: 'conversation', glyph: glyphs.panelRight },
  {
    ...{ id: 'conversation.beside', words: msg('Put another conversation beside this one'), keys: ['b'] },
    ...{ place: 'conversation', glyph: glyphs.table2 },
  },
  { ...{ id: 'request.accept', words: msg('Accept'), keys: ['a'], place: 'request' }, ...local },
  { ...{ id: 'request.decline', words: msg('Decline'), keys: ['d'], place: 'request' }, ...local },
];

/** Coming and going: they have no keys, since one slip would take somebody off duty. */
const comingAndGoing = (): Command[] => {
  const words: [id: Extract<CommandId, `duty.${string}`>, words: string, glyph: Glyph][] = [
    ['duty.ready', msg('I am ready'), glyphs.check],
    ['duty.end-break', msg('End the break'), glyphs.check],
    ['duty.break-quarter', msg('Break of 15 minutes'), glyphs.clock],
    ['duty.break-hour', msg('Break of 1 hour'), glyphs.clock],
    ['duty.break-morning', msg('Break until tomorrow morning'), glyphs.moon],
    ['duty.last-one', msg('One more, then off'), glyphs.flag],
    ['duty.stay', msg('Stay on after the next one'), glyphs.flag],
  ];
  return words.map(([id, said, glyph]) => ({ id, words: said, keys: [], place: 'everywhere', glyph }));
};

const local = { glyph: glyphs.info, isLocal: true } as const;
