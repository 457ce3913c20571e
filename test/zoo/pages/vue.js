import { createApp, h, nextTick, ref, Teleport, Transition } from 'vue';

createApp({
  setup() {
    const count = ref(0);
    const isOpen = ref(false);
    const name = ref('');
    return () => [
      h('button', { id: 'plus', onClick: () => count.value++ }, '+'),
      h('output', count.value),
      h('button', { id: 'dead' }, 'Export'),
      h('button', { id: 'tick', onClick: () => nextTick() }, 'Refresh'),
      h('button', { id: 'toggle', onClick: () => (isOpen.value = !isOpen.value) }, 'Details'),
      h(Transition, null, () => (isOpen.value ? h('p', 'Details') : null)),
      h(
        'button',
        {
          id: 'throws',
          onClick: () => {
            throw new Error('no such row');
          },
        },
        'Delete',
      ),
      h('input', { id: 'name', value: name.value, onInput: ({ target }) => (name.value = target.value) }),
      h(Teleport, { to: 'body' }, [h('button', { id: 'far' }, 'Far away'), isOpen.value ? h('p', 'teleported') : null]),
    ];
  },
}).mount('#app');
