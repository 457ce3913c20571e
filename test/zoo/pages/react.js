import { createElement as h, useState } from 'react';
import { createPortal } from 'react-dom';
import { createRoot } from 'react-dom/client';

const Breaks = () => {
  throw new Error('no such order');
};

function App() {
  const [count, setCount] = useState(0);
  const [isOn, setOn] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const [rows, setRows] = useState([]);
  return h(
    'main',
    null,
    h('button', { id: 'plus', onClick: () => setCount(count + 1) }, '+'),
    h('output', null, count),
    h('button', { id: 'same', onClick: () => setCount((now) => now) }, 'Apply'),
    h('button', { id: 'dead' }, 'Export'),
    h('button', { id: 'switch', role: 'switch', 'aria-checked': isOn, onClick: () => setOn(!isOn) }, 'Dark'),
    h('button', { id: 'open', onPointerDown: () => setOpen(!isOpen) }, 'Menu'),
    isOpen && createPortal(h('ul', null, h('li', null, 'One')), document.body),
    h('button', { id: 'throws', onClick: () => null.x }, 'Delete'),
    h('button', { id: 'breaks', onClick: () => setBroken(true) }, 'Details'),
    isBroken && h(Breaks),
    h(
      'button',
      {
        id: 'loads',
        onClick: () =>
          fetch('/app/rows?delay=900')
            .then((answer) => answer.json())
            .then(({ items }) => setRows(items)),
      },
      'Load',
    ),
    h(
      'ul',
      null,
      rows.map((row) => h('li', { key: row }, row)),
    ),
    h(
      'form',
      {
        noValidate: true,
        onSubmit: (event) => {
          event.preventDefault();
          setFailed(true);
        },
      },
      h('input', { id: 'vat', 'aria-invalid': hasFailed }),
      hasFailed && h('p', { role: 'alert' }, 'Not a number'),
      h('button', { id: 'send' }, 'Send'),
    ),
    createPortal(h('button', { id: 'portal' }, 'Far away'), document.body),
  );
}

createRoot(document.querySelector('#app')).render(h(App));
