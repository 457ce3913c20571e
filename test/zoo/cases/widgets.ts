import { ignores, notices, windows, type Case } from '../case.ts';
import type { SignalKind } from '@harmony-live/protocol';

const click = (place: string, times = 4, gapMs = 250): Case['do'] => (hand) => hand.click(place, { times, gapMs });
const burst = { may: ['click.dead'] } as const;
const late = { settleMs: windows.requestMs };
/** A button among all of it that does nothing. */
const dead = (page: string, place = '#dead', more: Partial<Case> = {}): Case =>
  notices('click.rage', `a dead button: ${page} ${place}`, 'definition: click.rage', page, click(place), { ...burst, ...more });
const plays = (page: string, what: string, place: string, source: Case['source'] = 'steppers', times = 5, more: Partial<Case> = {}): Case =>
  ignores(`${page}: ${what}`, source, page, click(place, times), more);
const fails = (page: string, kinds: readonly SignalKind[], place: string, more: Partial<Case> = {}): Case =>
  notices(kinds, `${page}: ${place} fails`, 'definition: click.error', page, click(place, 1), { ...burst, ...late, ...more });

/** Frameworks, and what sites bring from npm. */
export const widgets: Case[] = [
  dead('react', '#dead'),
  dead('react', '#portal'),
  notices('click.dead', 'react: the same state again', 'definition: click.dead', 'react', click('#same', 1)),
  fails('react', ['click.error', 'error.uncaught'], '#throws'),
  fails('react', ['click.error', 'error.uncaught'], '#breaks'),
  notices('form.invalid-loop', 'react: a form fails twice', 'definition: form.invalid-loop', 'react', async (hand) => {
    await hand.click('#send');
    await hand.wait(1_500);
    // The message has moved it.
    await hand.click('#send');
  }),
  plays('react', 'a counter', '#plus', 'steppers', 6, { isQuick: true }),
  plays('react', 'a switch', '#switch', 'toggles'),
  plays('react', 'a menu in a portal', '#open', 'pointerdown', 3),
  plays('react', 'rows after a second', '#loads', 'definition: pending', 1, late),
  dead('vue'),
  dead('vue', '#far'),
  notices('click.dead', 'vue: a tick without a change', 'definition: click.dead', 'vue', click('#tick', 1)),
  notices('error.console', 'vue: #throws is caught by the framework and told on the console', 'definition: error.console', 'vue', click('#throws', 1), { may: ['click.error', 'click.dead', 'error.uncaught'] }),
  plays('vue', 'a counter', '#plus', 'steppers', 6),
  plays('vue', 'a transition', '#toggle', 'toggles'),
  ignores('vue: a field that follows what is typed', 'definition: form.rework', 'vue', async (hand) => {
    await hand.click('#name');
    await hand.type('Ada Lovelace');
  }),
  dead('angular'),
  notices('click.dead', 'angular: a handler that does nothing', 'definition: click.dead', 'angular', click('#same', 1)),
  notices('error.console', 'angular: #throws is caught by the framework and told on the console', 'definition: error.console', 'angular', click('#throws', 1), { may: ['click.error', 'click.dead', 'error.uncaught'] }),
  fails('angular', ['click.error', 'network.failed'], '#save'),
  plays('angular', 'a counter', '#plus', 'steppers', 6, { isQuick: true }),
  plays('angular', 'an answer after a second', '#later', 'definition: click.dead', 1),
  dead('lit', 'shop-card #dead'),
  dead('lit', '#slotted'),
  fails('lit', ['click.error', 'error.uncaught'], 'shop-card #throws'),
  plays('lit', 'a counter', 'shop-card #plus', 'steppers', 6),
  plays('lit', 'a list that opens on mousedown', 'shop-card #open', 'pointerdown', 3),
  plays('lit', 'a state of the element’s own that only style sees', 'shop-card #state', 'style-sheet', 3),

  dead('dates'),
  ignores('dates: months are turned in flatpickr', 'steppers', 'dates', async (hand) => {
    await hand.click('#day');
    await hand.wait(300);
    await hand.click('.flatpickr-next-month', { times: 6, gapMs: 200 });
  }, { isQuick: true }),
  ignores('dates: a day is chosen in flatpickr', 'value-only', 'dates', async (hand) => {
    await hand.click('#day');
    await hand.wait(300);
    await hand.click('.flatpickr-day:nth-child(18)');
  }),
  ignores('dates: flatpickr is closed by a click outside', 'modal', 'dates', async (hand) => {
    await hand.click('#day');
    await hand.wait(400);
    await hand.click('body', { at: [0.95, 0.02] });
  }),
  plays('dates', 'Today, which only sets a value', '#today', 'value-only', 1),
  plays('dates', 'months are turned in FullCalendar', '.fc-next-button', 'steppers', 6),
  plays('dates', 'days are chosen in FullCalendar', '.fc-daygrid-day:nth-child(3)', 'steppers', 3),
  ignores('dates: a visit is moved to another day', 'press-and-leave', 'dates', (hand) => hand.drag('.fc-event', [90, 60])),

  dead('editors'),
  plays('editors', 'clicks into Quill', '.ql-editor', 'editing'),
  ignores('editors: a paragraph of Quill is selected and made bold', 'editing', 'editors', async (hand) => {
    await hand.click('.ql-editor p', { times: 3, gapMs: 120, at: [0.05, 0.5] });
    await hand.click('.ql-bold', { times: 4, gapMs: 250 });
  }),
  plays('editors', 'bold without a selection in Quill', '.ql-bold', 'editing', 4),
  plays('editors', 'clicks into CodeMirror', '.cm-content', 'editing'),
  ignores('editors: a line of CodeMirror is selected', 'selection', 'editors', (hand) => hand.click('.cm-line', { times: 3, gapMs: 120, at: [0.05, 0.5] })),
  plays('editors', 'clicks into TipTap', '.tiptap', 'editing'),
  plays('editors', 'bold in TipTap', '#bold', 'editing', 3, { may: ['click.dead'] }),
  ignores('editors: words are written in TipTap', 'editing', 'editors', async (hand) => {
    await hand.click('.tiptap');
    await hand.type('and more words');
  }),

  dead('tables', '.act'),
  dead('tables', '#row3'),
  plays('tables', 'a column of Tabulator is sorted to and fro', '.tabulator-col', 'steppers', 6),
  plays('tables', 'pages of Tabulator', '.tabulator-page[data-page="next"]', 'steppers', 5),
  plays('tables', 'a cell of Tabulator is edited', '.tabulator-cell', 'editing', 3),
  ignores('tables: a virtual list is scrolled and clicked', 'scroll', 'tables', async (hand) => {
    await hand.hover('#list');
    for (let n = 0; n < 4; n += 1) {
      await hand.wheel(300);
      await hand.wait(150);
      await hand.click('#list', { at: [0.8, 0.5] });
    }
  }),

  dead('sliders'),
  plays('sliders', 'pictures of Swiper', '.swiper-button-next', 'steppers', 6),
  plays('sliders', 'bullets of Swiper', '.swiper-pagination-bullet:nth-child(3)', 'steppers', 1),
  ignores('sliders: Swiper is turned by dragging', 'press-and-leave', 'sliders', async (hand) => {
    for (let n = 0; n < 3; n += 1) await hand.drag('#swiper', [-150, 0]);
  }),
  plays('sliders', 'pictures of Embla', '#next', 'steppers', 6),
  plays('sliders', 'the track of noUiSlider', '.noUi-base', 'definition: role slider', 4),
  ignores('sliders: the handle of noUiSlider is dragged', 'press-and-leave', 'sliders', (hand) => hand.drag('.noUi-handle', [80, 0])),
  ignores('sliders: tasks are put in another order', 'press-and-leave', 'sliders', (hand) => hand.drag('#item1', '#item3')),
  dead('autoplay'),
  notices('click.dead', 'autoplay: a dead button pressed once beside Swiper', 'background', 'autoplay', click('#dead', 1)),

  dead('pictures', '#dead', { isQuick: true }),
  plays('pictures', 'zoom of Leaflet', '.leaflet-control-zoom-in', 'steppers', 5),
  ignores('pictures: two clicks zoom the map', 'steppers', 'pictures', (hand) => hand.click('#map', { times: 2, gapMs: 120, at: [0.3, 0.4] })),
  ignores('pictures: the map is dragged', 'press-and-leave', 'pictures', async (hand) => {
    for (let n = 0; n < 3; n += 1) await hand.drag('#map', [90, 40]);
  }),
  plays('pictures', 'a marker of Leaflet opens and closes', 'path.leaflet-interactive', 'toggles', 3),
  ignores('pictures: clicks on the map', 'definition: zoom', 'pictures', (hand) => hand.click('#map', { times: 4, gapMs: 600, at: [0.2, 0.8] })),
  ignores('pictures: the legend of a chart', 'definition: canvas, video, iframes', 'pictures', (hand) => hand.click('#chart', { times: 4, gapMs: 400, at: [0.45, 0.08] })),
  ignores('pictures: a disc of Konva', 'definition: canvas, video, iframes', 'pictures', (hand) => hand.click('#stage canvas', { times: 5, gapMs: 200, at: [0.15, 0.5] })),
  ignores('pictures: a disc of Konva is dragged', 'press-and-leave', 'pictures', (hand) => hand.drag('#stage canvas', [40, 0])),

  dead('selects'),
  plays('selects', 'Choices opens on pointerdown', '#one .choices', 'pointerdown', 3),
  plays('selects', 'Tom Select opens', '#two .ts-control', 'pointerdown', 3),
  plays('selects', 'Select2 opens on mousedown', '#three .select2-selection', 'pointerdown', 4),
  ignores('selects: something is chosen in Choices', 'pointerdown', 'selects', async (hand) => {
    await hand.click('#one .choices');
    await hand.wait(300);
    await hand.click('#one .choices__list--dropdown .choices__item:nth-child(2)');
  }),
  ignores('selects: Select2 is closed by a click outside', 'modal', 'selects', async (hand) => {
    await hand.click('#three .select2-selection');
    await hand.wait(400);
    await hand.click('body', { at: [0.9, 0.05] });
  }),

  dead('boxes'),
  ignores('boxes: a modal of Bootstrap is closed by a click outside', 'modal', 'boxes', async (hand) => {
    await hand.click('#open');
    await hand.wait(700);
    await hand.click('#modal', { at: [0.05, 0.9] });
  }, { isQuick: true }),
  plays('boxes', 'a menu of Bootstrap', '#drop', 'toggles', 4),
  plays('boxes', 'a fold of Bootstrap', '#fold', 'toggles', 4),
  plays('boxes', 'a pressed button of Bootstrap', '#pressed', 'toggles', 5),
  plays('boxes', 'a carousel of Bootstrap', '#roll', 'steppers', 5),
  ignores('boxes: Micromodal is closed by a click outside', 'modal', 'boxes', async (hand) => {
    await hand.click('#micro');
    await hand.wait(400);
    await hand.click('#m > div', { at: [0.9, 0.9] });
  }),
  plays('boxes', 'toasts', '#toast', 'steppers', 4),
  plays('boxes', 'a tooltip on click', '#tip', 'toggles', 4),

  dead('player'),
  plays('player', 'the sound is stopped and goes on', '.plyr__controls [data-plyr="play"]', 'audio', 4),
  plays('player', 'the sound is muted', '.plyr__controls [data-plyr="mute"]', 'toggles', 4),
  plays('routers', 'a link of React Router, again and again', '#orders', 'definition: any a[href]', 2),
  plays('vue-routers', 'a link of Vue Router', '#orders', 'definition: any a[href]', 2),
];
