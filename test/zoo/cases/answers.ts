import { countsClicks, ignores, notices, windows, type Case } from '../case.ts';

const b = '<button id="b">Go</button>';
const press = (times: number, gapMs = 220): Case['do'] => (hand) => hand.click('#b', { times, gapMs });
/** A button and what its press does. */
const does = (script: string, more = ''): string => `${b}${more}<script>b.onclick = async () => { ${script} }</script>`;
const counter = does('o.value++', '<output id="o">0</output>');
const late = { settleMs: windows.requestMs };

/** What answers a press, on plain pages: nothing may be noticed. */
export const answers: Case[] = [
  ignores('a counter goes up', 'steppers', counter, press(6), { isQuick: true }),
  ignores('an input is stepped by a button that sets its value', 'steppers', does('i.value = Number(i.value) + 1', '<input id="i" value="1" readonly>'), press(5)),
  ignores('a pager goes on', 'steppers', does('p.textContent = "Page " + ++n', '<p id="p">Page 1</p><script>let n = 1</script>'), press(6, 180)),
  ignores('a pager asks the server for each page', 'steppers', does('n += 1; const m = n; await fetch("/app/page?delay=150"); p.textContent = m', '<p id="p">1</p><script>let n = 1</script>'), press(5, 250), late),
  ignores('a gallery turns by a transform of its style', 'steppers', does('n += 1; g.style.transform = `translateX(${n * -40}px)`', '<div id="g" class="box">pictures</div><script>let n = 0</script>'), press(6)),
  ignores('a carousel turns by scrolling its strip', 'steppers', does('s.scrollBy({ left: 120 })', '<div id="s" style="overflow:auto;width:200px"><div style="width:3000px" class="box">pictures</div></div>'), press(6)),
  ignores('a zoom goes in by a custom property', 'steppers', does('z += 0.1; c.style.setProperty("--zoom", z)', '<style>#c { scale: var(--zoom, 1) }</style><div id="c" class="box"></div><script>let z = 1</script>'), press(5)),
  ignores('more items are loaded again and again', 'steppers', does('await fetch("/app/more?delay=200"); l.append(document.createElement("hr"))', '<div id="l"></div>'), press(4, 350), late),
  ignores('a native number field is stepped by its arrows', 'steppers', '<input type="number" id="b" value="5" style="width:120px">', (hand) => hand.click('#b', { times: 5, at: [0.93, 0.25] })),
  ignores('a number field is clicked again and again', 'definition: text fields', '<input id="b" value="some words">', press(5)),
  ignores('a textarea is clicked again and again', 'definition: text fields', '<textarea id="b">some words in it</textarea>', press(5)),
  ignores('a slider is clicked at one place', 'definition: role slider', '<input type="range" id="b" style="width:300px">', press(5)),
  ignores('a slider of the page’s own that answers nothing', 'definition: role slider', '<div role="slider" id="b" class="box" tabindex="0" aria-valuenow="1"></div>', press(5), { may: ['click.dead'] }),
  ignores('a scrollbar of the page’s own', 'definition: role slider', '<div role="scrollbar" id="b" class="box" aria-controls="x"></div>', press(5), { may: ['click.dead'] }),
  ignores('a keypad for a code', 'steppers', '<div>' + [1, 2, 3].map((n) => `<button id="k${n}">${n}</button>`).join('') + '</div><p id="o"></p><script>document.onclick = (e) => { if (e.target.matches("button")) o.textContent += "•" }</script>', (hand) => hand.click('#k2', { times: 4, gapMs: 200 })),
  ignores('a stepper pressed beyond its limit', 'steppers', does('if (n < 3) o.value = ++n', '<output id="o">0</output><script>let n = 0</script>'), press(6, 180), { may: ['click.dead'] }),

  ignores('a checkbox is flipped for fun', 'toggles', '<label><input type="checkbox" id="b"> News</label>', press(6), { isQuick: true }),
  ignores('a switch is flipped for fun', 'toggles', '<button role="switch" aria-checked="false" id="b">Dark</button><script>b.onclick = () => b.ariaChecked = String(b.ariaChecked !== "true")</script>', press(6)),
  ignores('a dark mode that is a class of the page', 'toggles', does('document.documentElement.classList.toggle("dark")'), press(5)),
  ignores('details are opened and closed', 'toggles', '<details><summary id="b">More</summary>text</details>', press(6)),
  ignores('a menu of style alone, by a hidden checkbox', 'toggles', '<style>#m { display: none } #c:checked ~ #m { display: block }</style><input type="checkbox" id="c" hidden><label for="c" id="b" class="thing">Menu</label><div id="m">Items</div>', press(5)),
  ignores('a radio button that is chosen already', 'toggles', '<label><input type="radio" name="r" checked id="b"> Monthly</label>', press(3), { may: ['click.dead'] }),
  ignores('a star that is given and taken', 'toggles', does('b.textContent = b.textContent === "☆" ? "★" : "☆"'), press(6)),

  ignores('a list opens on pointerdown', 'pointerdown', `${b}<ul id="l" hidden><li>One</li></ul><script>b.onpointerdown = () => l.hidden = !l.hidden</script>`, press(3), { isQuick: true }),
  ignores('a list opens on mousedown and stays', 'pointerdown', `${b}<ul id="l" hidden><li>One</li></ul><script>b.onmousedown = () => l.hidden = false</script>`, press(1)),
  ignores('a native select opens', 'pointerdown', '<select id="b"><option>One<option>Two</select>', press(2, 700)),
  ignores('a popover opens and closes', 'pointerdown', '<button id="b" popovertarget="p">Menu</button><div popover id="p">Items</div>', press(4)),
  ignores('the page answers while the event is on its way down', 'sync-update', `${b}<p id="o"></p><script>addEventListener('click', () => { o.textContent += '.' }, true)</script>`, press(4), { isQuick: true }),
  ignores('the page answers before anybody else hears of the press', 'sync-update', `<script>addEventListener('pointerdown', () => { document.title += '.'; document.querySelector('#o').textContent += '.' }, true)</script>${b}<p id="o"></p>`, press(4)),
  ignores('a frame comes and goes between', 'frame-observer', does('const f = document.createElement("iframe"); document.body.append(f); await 0; f.remove()'), press(3)),
  ignores('clicks into a frame', 'definition: canvas, video, iframes', '<iframe id="b" class="box" srcdoc="<button>inside</button>"></iframe>', press(4)),

  ignores('a file field', 'file-picker', '<input type="file" id="b">', press(1)),
  ignores('a button that opens a file field', 'file-picker', does('f.click()', '<input type="file" id="f" hidden>'), press(1)),
  ignores('a label that opens a file field', 'file-picker', '<input type="file" id="f" hidden><label for="f" id="b" class="thing">Upload</label>', press(1)),
  ignores('a download link', 'download', '<a href="/app/file" download id="b">List</a>', press(1)),
  ignores('an icon inside a download link', 'download', '<a href="/app/file" download><svg id="b" width="40" height="40"><rect width="40" height="40"/></svg></a>', press(1), { isQuick: true }),
  ignores('a file that the page makes itself, by a link in it', 'download', does('a.href = URL.createObjectURL(new Blob(["x"])); a.click()', '<a id="a" download="x.txt" hidden>x</a>'), press(1)),
  ignores('a file that the page makes itself, by a link nowhere in it', 'download', does('const a = document.createElement("a"); a.download = "x.txt"; a.href = URL.createObjectURL(new Blob(["x"])); a.click()'), press(1)),
  ignores('a mail address', 'definition: any a[href]', '<a href="mailto:a@b.test" id="b">Write to us</a>', press(1)),
  ignores('a link to the place where one is', 'definition: any a[href]', '<a href="#top" id="b">Top</a>', press(2, 800)),
  ignores('a link to a page that takes two seconds', 'definition: any a[href]', '<a href="next?delay=2000" id="b">Next</a>', press(1), { settleMs: 5_000 }),
  ignores('a button to a page that takes two seconds', 'definition: navigate, pagehide', does('location.href = "next?delay=2000"'), press(1), { settleMs: 5_000 }),

  ignores('a sound that stands in the page', 'audio', does('s.currentTime = 0; s.play()', '<audio id="s" src="/app/tone.wav"></audio>'), press(3, 400), { isQuick: true }),
  ignores('a sound that stands nowhere', 'audio', does('new Audio("/app/tone.wav").play()'), press(3, 400), late),
  ignores('a piano made of oscillators', 'audio', does('c ??= new AudioContext(); const o = c.createOscillator(); o.connect(c.destination); o.start(); o.stop(c.currentTime + 0.2)', '<script>let c</script>'), press(4)),
  ignores('a film is stopped and goes on', 'definition: canvas, video, iframes', '<video id="b" controls class="box"></video>', press(4)),
  ignores('a window is opened', 'window-open', does('window.open("/app/other")'), press(1)),
  ignores('a link to a new tab, three times', 'window-open', '<a href="/app/other" target="_blank" id="b">Terms</a>', press(3, 500)),
  ignores('a question of the browser’s own', 'window-open', does('confirm("Sure?")'), press(1)),
  ignores('the browser’s print dialog', 'window-open', does('print()'), press(1), { notIn: { firefox: 'its driver waits until the dialog is closed' } }),
  ignores('the whole screen', 'definition: dialog or fullscreen change', does('document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()'), press(2, 600)),

  ignores('a date button fills a field', 'value-only', does('d.value = "2026-11-24"', '<input id="d">'), press(1), { isQuick: true }),
  ignores('a button empties a field', 'value-only', does('d.value = ""', '<input id="d" value="words">'), press(1)),
  ignores('an address is copied over, field by field', 'value-only', does('for (const i of document.querySelectorAll("input")) i.value = "Main Street 1"', '<input><input><input>'), press(1)),
  ignores('all boxes are ticked', 'value-only', does('for (const i of document.querySelectorAll("input")) i.checked = true', '<input type="checkbox"><input type="checkbox">'), press(1)),
  ignores('a choice is set back', 'value-only', does('s.value = "2"', '<select id="s"><option>1<option>2</select>'), press(1)),
  ignores('a range is set to its middle', 'value-only', does('r.value = 90', '<input type="range" id="r">'), press(1)),
  ignores('a text is added to a textarea', 'value-only', does('t.value += "😀"', '<textarea id="t"></textarea>'), press(3)),

  ignores('a click outside closes a modal', 'modal', `<dialog id="d" style="width:200px">Hello</dialog><script>d.showModal(); d.onclick = (e) => e.target === d && e.offsetX < 0 | 1 && d.close()</script>`, (hand) => hand.click('dialog', { at: [-0.5, 0.5] })),
  ignores('a click on the backdrop of a modal of the page’s own', 'modal', `<div id="k" style="position:fixed;inset:0;background:#0006"></div><script>k.onclick = () => k.remove()</script>`, (hand) => hand.click('#k', { at: [0.2, 0.2] })),
  ignores('a div that acts as a button', 'modal', '<div id="b" class="box">Open</div><p id="o"></p><script>b.onclick = () => o.textContent += "."</script>', press(4)),
  ignores('a button copies to the clipboard and says nothing', 'modal', does('await navigator.clipboard?.writeText("IBAN")'), press(1)),
  ignores('a button copies in the old way', 'modal', does('i.select(); document.execCommand("copy")', '<input id="i" value="text">'), press(2, 500)),
  ignores('text is copied by hand', 'modal', '<p id="p">An ordinary sentence.</p>', async (hand) => {
    await hand.click('#p', { times: 3, gapMs: 120 });
    await hand.key('Control+c');
  }),
  ignores('the caret is put here and there', 'editing', '<div id="b" contenteditable class="box">Some words to change</div>', press(5, 250)),
  ignores('words are written into an editable place', 'editing', '<div id="b" contenteditable class="box">x</div>', async (hand) => {
    await hand.click('#b', { times: 3 });
    await hand.type('other words');
  }),

  ignores('three clicks select a paragraph', 'selection', '<p id="p">A sentence that somebody wants to copy.</p>', (hand) => hand.click('#p', { times: 3, gapMs: 120, at: [0.1, 0.5] }), { ...countsClicks, isQuick: true }),
  ignores('two clicks select a word', 'selection', '<p id="p">A sentence that somebody wants to copy.</p>', (hand) => hand.click('#p', { times: 2, gapMs: 120, at: [0.05, 0.5] })),
  ignores('three clicks select a line of code', 'selection', '<pre id="p">npm install harmony\nnpm start</pre>', (hand) => hand.click('#p', { times: 3, gapMs: 120, at: [0.05, 0.3] }), countsClicks),
  ignores('three clicks select a cell', 'selection', '<table><tr><td id="p">Invoice 2026-11</td><td>12.00</td></tr></table>', (hand) => hand.click('#p', { times: 3, gapMs: 120 }), countsClicks),
  ignores('text is selected by dragging', 'selection', '<p id="p">A sentence that somebody wants to copy.</p>', async (hand) => {
    for (let n = 0; n < 3; n += 1) await hand.drag('#p', [120 + n * 9, 0]);
  }),
  ignores('four clicks on a heading', 'selection', '<h1 id="p">Orders of today</h1>', (hand) => hand.click('#p', { times: 4, gapMs: 140, at: [0.05, 0.5] }), countsClicks),

  ignores('the page is scrolled while clicking', 'scroll', '<div id="p" style="height:4000px"></div>', async (hand) => {
    for (let n = 0; n < 5; n += 1) {
      await hand.click('#p', { at: [0.5, 0.05 + n * 0.001] });
      await hand.wheel(200);
      await hand.wait(150);
    }
  }),
  ignores('a button scrolls the page', 'scroll', `<div style="height:4000px">${b}</div><script>b.style.position = "fixed"; b.onclick = () => scrollBy(0, 200)</script>`, press(5)),
  ignores('a button scrolls smoothly', 'smooth-scroll', `<div style="height:4000px">${b}</div><script>b.style.position = "fixed"; b.onclick = () => scrollBy({ top: 300, behavior: "smooth" })</script>`, press(3, 500), { isQuick: true }),

  ignores('a rule is added to a sheet', 'style-sheet', does('s.sheet.insertRule(`#x { left: ${n += 9}px }`, 0)', '<style id="s"></style><div id="x" class="box"></div><script>let n = 0</script>'), press(3), { isQuick: true }),
  ignores('a rule of a sheet is changed', 'style-sheet', does('s.sheet.cssRules[0].style.width = `${n += 40}px`', '<style id="s">#x { width: 100px; height: 40px; background: red }</style><div id="x"></div><script>let n = 100</script>'), press(3)),
  ignores('a rule is taken out of a sheet', 'style-sheet', does('s.sheet.cssRules.length && s.sheet.deleteRule(0)', '<style id="s">#x { display: none }</style><div id="x" class="box"></div>'), press(1)),
  ignores('sheets are adopted', 'style-sheet', does('const c = new CSSStyleSheet(); c.replaceSync(`body { background: hsl(${n += 40} 50% 90%) }`); document.adoptedStyleSheets = [c]', '<script>let n = 0</script>'), press(4)),
  ignores('an adopted sheet is written anew', 'style-sheet', '<script>const c = new CSSStyleSheet(); document.adoptedStyleSheets = [c]; let n = 0</script>' + does('c.replaceSync(`body { background: hsl(${n += 40} 50% 90%) }`)'), press(4)),
  ignores('a sheet is switched off', 'style-sheet', does('s.sheet.disabled = !s.sheet.disabled', '<style id="s">body { background: #fee }</style>'), press(3)),
  ignores('something shakes by the Web Animations API', 'definition: animation start', does('x.animate([{ translate: "0" }, { translate: "20px" }, { translate: "0" }], 300)', '<div id="x" class="box"></div>'), press(3, 400)),
  ignores('something is drawn on a canvas', 'definition: canvas drawing', does('c.getContext("2d").fillRect(Math.random() * 200, 10, 20, 20)', '<canvas id="c" class="box"></canvas>'), press(4)),
  ignores('clicks on a canvas', 'definition: canvas, video, iframes', '<canvas id="b" class="box"></canvas>', press(5)),
  ignores('a field gets the focus', 'definition: focus into another field', does('i.focus()', '<input id="i">'), press(1)),
  ignores('only the address changes', 'definition: navigate', does('history.pushState(0, "", "?n=" + Math.random())'), press(3, 400), { silent: ['click.rage', 'click.dead', 'click.slow'] }),
  ignores('a view transition', 'definition: animation start', does('document.startViewTransition(() => { o.value++ })', '<output id="o">0</output>'), press(3, 500)),

  ignores('a label for a text field', 'label', '<label for="i" id="b">Name</label><input id="i">', press(3), { isQuick: true }),
  ignores('a label around a select', 'label', '<label><span id="b">Country</span> <select><option>A<option>B</select></label>', press(2, 600)),
  ignores('a label for a textarea that has the focus already', 'label', '<label for="i" id="b">Notes</label><textarea id="i" autofocus></textarea>', press(3)),

  ignores('the server answers after a second', 'definition: pending', does('await fetch("/app/x?delay=1000"); o.textContent = "Saved"', '<p id="o"></p>'), press(1), late),
  ignores('the server answers after two seconds, by XMLHttpRequest', 'definition: pending', does('const x = new XMLHttpRequest(); x.open("GET", "/app/x?delay=2000"); x.onload = () => o.textContent = "Saved"; x.send()', '<p id="o"></p>'), press(1), late),
  ignores('a spinner turns for three seconds', 'definition: pending', does('o.textContent = "…"; await fetch("/app/x?delay=3000"); o.textContent = "Saved"', '<p id="o" aria-busy="true"></p>'), press(1), late),
  ignores('a worker answers after a second', 'definition: click.dead', does('w.postMessage(1)', '<p id="o"></p><script>const w = new Worker(URL.createObjectURL(new Blob(["onmessage = () => setTimeout(() => postMessage(1), 1000)"]))); w.onmessage = () => o.textContent += "."</script>'), press(1)),
  ignores('an answer after two seconds', 'definition: click.dead', does('setTimeout(() => o.textContent = "done", 2000)', '<p id="o"></p>'), press(1)),

  notices('click.slow', 'an answer after three and a half seconds', 'definition: click.slow', does('setTimeout(() => o.textContent = "done", 3500)', '<p id="o"></p>'), press(1), { ...late, isQuick: true }),
  notices('click.slow', 'an answer after five seconds', 'definition: click.slow', does('setTimeout(() => o.textContent = "done", 5000)', '<p id="o"></p>'), press(1), late),
  notices('click.slow', 'a request of four and a half seconds', 'definition: click.slow', does('await fetch("/app/x?delay=4600"); o.textContent = "done"', '<p id="o"></p>'), press(1), late),
  notices('click.slow', 'a long request with a sign that it is under way', 'definition: click.slow', does('o.ariaBusy = "true"; await fetch("/app/x?delay=4800"); o.ariaBusy = "false"; o.textContent = "done"', '<p id="o" class="box"></p>'), press(1), late),
  notices('click.slow', 'a long request by XMLHttpRequest', 'definition: click.slow', does('const x = new XMLHttpRequest(); x.open("GET", "/app/x?delay=4600"); x.onload = () => o.textContent = "done"; x.send()', '<p id="o"></p>'), press(1), late),
];
