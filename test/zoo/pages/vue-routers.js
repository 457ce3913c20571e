import { createApp, h } from 'vue';
import { createRouter, createWebHistory, RouterLink, RouterView } from 'vue-router';

const names = ['orders', 'invoices', 'customers'];
const router = createRouter({
  history: createWebHistory(location.pathname),
  routes: [
    { path: '/', component: { render: () => h('h1', 'start') } },
    ...names.map((name) => ({ path: `/${name}`, component: { render: () => h('h1', name) } })),
  ],
});
createApp({
  render: () => [
    ...names.map((name) => h(RouterLink, { to: `/${name}`, id: name, class: 'thing' }, () => name)),
    h(RouterView),
  ],
})
  .use(router)
  .mount('#app');
