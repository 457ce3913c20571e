import 'tabulator-tables/dist/css/tabulator.min.css';
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { TabulatorFull as Tabulator } from 'tabulator-tables';

const app = document.querySelector('#app');
app.innerHTML =
  '<div id="grid"></div><div id="list" style="height:200px;overflow:auto;position:relative"><div id="rows" style="position:relative"></div></div>';
new Tabulator('#grid', {
  data: Array.from({ length: 200 }, (_, n) => ({ id: n, name: `Order ${n}`, sum: (n * 7919) % 997 })),
  columns: [
    { title: 'Name', field: 'name', editor: 'input' },
    { title: 'Sum', field: 'sum', sorter: 'number' },
    { title: '', formatter: () => '<button class="act">Open</button>' },
  ],
  layout: 'fitColumns',
  pagination: true,
  paginationSize: 6,
});

const list = document.querySelector('#list');
const rows = document.querySelector('#rows');
const draw = () => {
  rows.style.height = `${virtual.getTotalSize()}px`;
  rows.replaceChildren(
    ...virtual.getVirtualItems().map(({ index, start }) => {
      const row = document.createElement('div');
      row.style.cssText = `position:absolute;top:${start}px`;
      row.innerHTML = `<button class="row" id="row${index}">Row ${index}</button>`;
      return row;
    }),
  );
};
const virtual = new Virtualizer({
  count: 2_000,
  getScrollElement: () => list,
  estimateSize: () => 44,
  scrollToFn: elementScroll,
  observeElementRect,
  observeElementOffset,
  onChange: draw,
});
virtual._didMount();
virtual._willUpdate();
draw();
