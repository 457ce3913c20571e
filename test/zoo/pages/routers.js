import { createElement as h } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter, NavLink, Outlet, RouterProvider } from 'react-router';

const base = location.pathname.replace(/\/$/, '');
const Shell = () =>
  h(
    'main',
    null,
    h(
      'nav',
      null,
      ['orders', 'invoices', 'customers'].map((to) =>
        h(NavLink, { key: to, to: `/${to}`, id: to, className: 'thing' }, to),
      ),
    ),
    h(Outlet),
  );
const router = createBrowserRouter(
  [
    {
      path: '/',
      element: h(Shell),
      children: ['orders', 'invoices', 'customers'].map((path) => ({ path, element: h('h1', null, path) })),
    },
  ],
  { basename: base },
);
createRoot(document.querySelector('#app')).render(h(RouterProvider, { router }));
