import type { Article, Conversation, QueueItem } from '@harmony-live/protocol';
import { glyphs, relativeTime, type Glyph } from '@harmony-live/ui';
import { msg } from '@lit/localize';
import type { Router } from '../app/router.ts';
import { senderName, visitorOf } from '../conversations/entries.ts';
import { isOpen, topicWords } from '../conversations/list-pane.ts';
import type { Commands } from '../shortcuts/commands.ts';
import { bestOf, type Fit } from './fuzzy.ts';

/** One line of the palette. */
export interface PaletteItem {
  id: string;
  words: string;
  /** Said beside it. */
  more?: string;
  /** The way to press it without the palette. */
  keys?: string | undefined;
  glyph: Glyph;
  run: () => void;
}

/** Lines under one heading; what of each was looked for is marked. */
export interface PaletteGroup {
  id: string;
  heading: string;
  items: readonly { item: PaletteItem; marks: Fit['marks'] }[];
}

/** What the palette looks through. */
export interface PaletteSources {
  commands: Commands;
  router: Router;
  conversations: readonly Conversation[];
  waiting: readonly QueueItem[];
  articles: readonly Article[];
  /** Epoch milliseconds. */
  now: number;
}

const mostOfEach = 5;
const mostUnasked = 3;

/** What fits a question, under headings: what can be done here first, then places and things. */
export function paletteGroups(question: string, sources: PaletteSources): PaletteGroup[] {
  const isAsked = question.trim() !== '';
  const most = isAsked ? mostOfEach : mostUnasked;
  const all: [id: string, heading: string, items: PaletteItem[], limit: number][] = [
    ['here', msg('Here'), commandItems(sources, (_, place) => place !== 'everywhere'), mostOfEach + 3],
    ['conversations', msg('Conversations'), conversationItems(sources), most],
    ['waiting', msg('Who waits'), waitingItems(sources), most],
    ['articles', msg('Knowledge'), isAsked ? articleItems(sources) : [], most],
    ['go', msg('Go to'), commandItems(sources, (id) => id.startsWith('go.')), mostOfEach + 3],
    ['duty', msg('Break or leave'), commandItems(sources, (id) => id.startsWith('duty.')), mostOfEach],
    [
      'more',
      msg('More'),
      commandItems(sources, (id, place) => place === 'everywhere' && !/^(go|duty)\./.test(id)),
      mostOfEach,
    ],
  ];
  return all
    .map(([id, heading, items, limit]) => ({
      id,
      heading,
      items: bestOf(question, items, ({ words, more }) => (more === undefined ? words : `${words} ${more}`), limit).map(
        ({ thing, marks }) => ({ item: thing, marks }),
      ),
    }))
    .filter(({ items }) => items.length > 0);
}

function commandItems({ commands }: PaletteSources, belongs: (id: string, place: string) => boolean): PaletteItem[] {
  return commands.possible
    .filter(({ id, place, isLocal }) => isLocal !== true && id !== 'palette' && belongs(id, place))
    .map(({ id, words, keys, glyph }) => ({ id, words, keys: keys[0], glyph, run: () => void commands.run(id) }));
}

/** Those that go on first, in the list's order. */
function conversationItems({ conversations, router, now }: PaletteSources): PaletteItem[] {
  const ordered = [...conversations].toSorted((a, b) => Number(isOpen(b.state)) - Number(isOpen(a.state)));
  return ordered.map(({ id, topic, participants, lastAt }) => ({
    id: `conversation-${id}`,
    words: topicWords(topic),
    more: `${senderName({ kind: 'visitor', ...visitorOf(participants) })} · ${relativeTime(lastAt, now)}`,
    glyph: glyphs.messagesSquare,
    run: () => router.go('conversations', id),
  }));
}

function waitingItems({ waiting, router }: PaletteSources): PaletteItem[] {
  return waiting.map(({ requestId, text, page, visitorName }) => ({
    id: `request-${requestId}`,
    words: topicWords(text),
    more: [visitorName ?? msg('Visitor'), page].filter(Boolean).join(' · '),
    glyph: glyphs.inbox,
    run: () => router.go('queue', requestId),
  }));
}

function articleItems({ articles, router }: PaletteSources): PaletteItem[] {
  return articles.map(({ id, title, state }) => ({
    id: `article-${id}`,
    words: title,
    ...(state === 'draft' ? { more: msg('Draft') } : {}),
    glyph: glyphs.bookOpenText,
    run: () => router.go('knowledge', id),
  }));
}
