import { countsClicks, ignores, notices, type Case } from '../case.ts';

/** Two pages of one router: links that push an address and show something else. */
const router = (push: string, links: readonly string[] = ['orders', 'invoices']): string =>
  links.map((to) => `<a href="${to}" id="${to}" class="thing">${to}</a> `).join('') +
  `<h1 id="h">start</h1><script>const show = () => h.textContent = location.pathname + location.hash;
  for (const a of document.querySelectorAll('a')) a.onclick = (e) => { e.preventDefault(); ${push}; show() }; addEventListener('popstate', show)</script>`;
const pushes = 'history.pushState(0, "", a.href)';
const walk = (steps: readonly string[], restMs = 900): Case['do'] => async (hand) => {
  for (const step of steps) {
    await hand.click(`#${step}`);
    await hand.wait(restMs);
  }
};
const there = ['orders', 'invoices', 'orders', 'invoices'];
const rest = { settleMs: 1_500 };
const tabs = `<div role="tablist"><button role="tab" id="one">One</button><button role="tab" id="two">Two</button></div><p id="p"></p><script>document.onclick = ({ target }) => { if (target.role === 'tab') { p.textContent = target.id; history.pushState(0, '', '?tab=' + target.id) } }</script>`;

/** Ways through a site, seeking help, slowness, and signs of the host's own. */
export const navigation: Case[] = [
  notices('nav.loop', 'there and back, there and back, in a router of history', 'definition: nav.loop', router(pushes), walk(there), { ...rest, isQuick: true }),
  notices('nav.loop', 'there and back by the Navigation API', 'definition: nav.loop', router('navigation.navigate(a.href)') + '<script>navigation.addEventListener("navigate", (e) => { if (e.canIntercept && !e.formData) e.intercept({ handler: async () => show() }) })</script>', walk(there), {
    ...rest,
    notIn: { webkit: 'WebKitGTK 2.50 has no Navigation API' },
  }),
  notices('nav.loop', 'there and back in React Router', 'definition: nav.loop', 'routers', walk(there), rest),
  notices('nav.loop', 'there and back in Vue Router', 'definition: nav.loop', 'vue-routers', walk(there), rest),
  notices('nav.loop', 'there and back by whole pages', 'definition: nav.loop', '<h1>Page</h1>', async (hand) => {
    for (const step of ['a', 'b', 'a', 'b']) {
      await hand.open(step);
      await hand.wait(1_200);
    }
  }, rest),
  notices('nav.loop', 'twice back at once', 'definition: nav.loop', router(pushes), async (hand) => {
    for (let n = 0; n < 2; n += 1) {
      await hand.click('#orders');
      await hand.wait(900);
      await hand.run('history.back()');
      await hand.wait(900);
    }
  }, rest),
  notices('nav.reload', 'a page is loaded anew four times', 'definition: nav.reload', '<h1>Orders</h1>', async (hand) => {
    for (let n = 0; n < 4; n += 1) {
      await hand.reload();
      await hand.wait(1_800);
    }
  }, { ...rest }),
  notices('help.seek', 'a link to the help pages', 'definition: help.seek', router(pushes, ['help', 'orders']), walk(['help']), { ...rest, isQuick: true }),
  notices('help.seek', 'a button Contact support', 'definition: help.seek', '<button id="b">Contact support</button><p id="o"></p><script>b.onclick = () => o.textContent = "Call us"</script>', (hand) => hand.click('#b'), rest),
  notices('help.seek', 'a link Häufige Fragen on a German page', 'definition: help.seek', router(pushes, ['faq']).replace('>faq<', '>Häufige Fragen<'), walk(['faq']), { ...rest, lang: 'de' }),
  notices('help.seek', 'a search for how to reach somebody', 'definition: help.seek', '<input type="search" id="i"><p id="o"></p><script>i.oninput = () => o.textContent = i.value</script>', async (hand) => {
    await hand.click('#i');
    await hand.type('contact support');
    await hand.key('Enter');
  }, rest),
  notices('help.seek', 'the words of an error are copied', 'definition: help.seek', '<p role="alert" id="p">Payment refused: code 51</p>', async (hand) => {
    await hand.click('#p', { times: 3, gapMs: 120, at: [0.05, 0.5] });
    await hand.key('Control+c');
  }, { ...rest, ...countsClicks }),
  notices('perf.slow', 'the page stands still for a second after a press', 'definition: perf.slow', '<button id="b">Sort</button><p id="o"></p><script>b.onclick = () => { const t = performance.now(); while (performance.now() - t < 1000); o.textContent += "." }</script>', async (hand) => {
    for (let n = 0; n < 3; n += 1) {
      await hand.click('#b');
      await hand.wait(1_200);
    }
  }, { notIn: { webkit: 'WebKitGTK 2.50 measures neither events nor long animation frames' } }),
  notices('custom.stuck-on-import', 'the host says why', 'definition: custom', '<h1>Import</h1>', (hand) => hand.run('Harmony.trigger("stuck-on-import")'), { ...rest }),
  notices('custom.empty-cart', 'a detector of the host’s own', 'definition: custom', '<h1>Cart</h1>', (hand) => hand.run('Harmony.detector({ kind: "custom.empty-cart", start: (emit) => { setTimeout(() => emit(), 100) } })'), rest),

  ignores('tabs are changed to and fro', 'definition: tabs', tabs, walk(['one', 'two', 'one', 'two', 'one']), { ...rest }),
  ignores('pages of a list are turned to and fro', 'definition: pagination', router(pushes, ['one', 'two']).replaceAll(/href="(one|two)"/g, 'href="?page=$1"'), walk(['one', 'two', 'one', 'two']), rest),
  ignores('a wizard has a way back of its own', 'definition: wizards’ own previous', '<button id="previous">Previous</button><button id="next">Next</button><h1 id="h">Step 1</h1><script>let n = 1; const go = (to) => { n = to; h.textContent = "Step " + n; history.pushState(0, "", "step-" + n) }; document.querySelector("#previous").onclick = () => go(n - 1); next.onclick = () => go(n + 1)</script>', walk(['next', 'previous', 'next', 'previous', 'next']), rest),
  ignores('one way through three pages', 'definition: nav.loop', router(pushes, ['orders', 'invoices', 'customers']), walk(['orders', 'invoices', 'customers']), rest),
  ignores('once there and once back', 'definition: nav.loop', router(pushes), walk(['orders', 'invoices', 'orders'], 1_500), rest),
  ignores('a page is loaded anew once', 'definition: nav.reload', '<h1>Orders</h1>', async (hand) => {
    await hand.reload();
    await hand.wait(1_500);
  }, rest),
  ignores('another page each time', 'definition: nav.reload', '<h1>Orders</h1>', async (hand) => {
    for (const step of ['a', 'b', 'c', 'd']) await hand.open(step);
    await hand.wait(1_000);
  }, rest),
  ignores('a search for contact lenses', 'definition: help.seek', '<input type="search" id="i"><p id="o"></p><script>i.oninput = () => o.textContent = i.value</script>', async (hand) => {
    await hand.click('#i');
    await hand.type('contact lenses');
    await hand.key('Enter');
  }, rest),
  ignores('somebody says that a page was helpful', 'definition: help.seek', '<p>Was this helpful?</p><button id="b">Helpful</button><p id="o"></p><script>b.onclick = () => o.textContent = "Thanks"</script>', (hand) => hand.click('#b'), rest),
  ignores('an ordinary sentence is copied', 'definition: help.seek', '<p id="p">Opening hours: nine to five</p>', async (hand) => {
    await hand.click('#p', { times: 3, gapMs: 120, at: [0.05, 0.5] });
    await hand.key('Control+c');
  }, rest),
  ignores('a quick page stays quick', 'definition: perf.slow', '<button id="b">Sort</button><p id="o"></p><script>b.onclick = () => o.textContent += "."</script>', (hand) => hand.click('#b')),
];
