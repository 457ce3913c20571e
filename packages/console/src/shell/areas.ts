import type { ConsoleArea, ExpertState } from '@harmony-live/protocol';
import { type Glyph, glyphs, plural } from '@harmony-live/ui';
import { msg, str } from '@lit/localize';
import type { Desk } from '../app/desk.ts';

/** The drawing of each area. */
export const areaGlyphs: Record<ConsoleArea, Glyph> = {
  queue: glyphs.inbox,
  conversations: glyphs.messagesSquare,
  knowledge: glyphs.bookOpenText,
  insights: glyphs.chartNoAxesCombined,
  rewards: glyphs.handHeart,
  profile: glyphs.userRound,
  settings: glyphs.settings2,
};

/** How many areas the bar of a phone has room for, beside More and Available; their words are at most 13 letters. */
const barAreas = 2;

/** Which areas stand in the bar of a phone and which behind More: the first ones fit. */
export function divided(areas: readonly ConsoleArea[]): { bar: ConsoleArea[]; more: ConsoleArea[] } {
  return { bar: areas.slice(0, barAreas), more: areas.slice(barAreas) };
}

/** The name of an area: of its link, its page, and its tab in the browser. */
export function areaName(area: ConsoleArea): string {
  switch (area) {
    case 'queue':
      return msg('Queue');
    case 'conversations':
      return msg('Conversations');
    case 'knowledge':
      return msg('Knowledge');
    case 'insights':
      return msg('Insights');
    case 'rewards':
      return msg('Rewards');
    case 'profile':
      return msg('Profile');
    case 'settings':
      return msg('Settings');
  }
}

/** How many things wait in an area; nought for areas where nothing does. */
export function countOf(desk: Desk, area: ConsoleArea): number {
  if (area === 'queue') return desk.waiting;
  return area === 'conversations' ? desk.unreadConversations : 0;
}

/** The same in words, for those who do not see the number beside the link. */
export function countWords(area: ConsoleArea, count: number): string {
  return area === 'queue'
    ? plural(count, { one: '1 waiting', other: str`${count} waiting` })
    : plural(count, { one: '1 unread', other: str`${count} unread` });
}

/** How an expert stands, in words. */
export function stateWords(state: ExpertState): string {
  switch (state) {
    case 'offline':
      return msg('Off duty');
    case 'quiet':
      return msg('Quiet time');
    case 'away':
      return msg('Away');
    case 'full':
      return msg('Full');
    case 'available':
      return msg('On duty');
  }
}
