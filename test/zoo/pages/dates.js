import 'flatpickr/dist/flatpickr.min.css';
import flatpickr from 'flatpickr';
import { Calendar } from 'fullcalendar';

const app = document.querySelector('#app');
app.innerHTML =
  '<input id="day"><button id="today">Today</button><button id="dead">Export</button><div id="month" style="max-width:700px"></div>';
const picker = flatpickr('#day', { defaultDate: '2026-11-20' });
document.querySelector('#today').onclick = () => (document.querySelector('#day').value = '2026-11-24');
window.picker = picker;
new Calendar(document.querySelector('#month'), {
  initialView: 'dayGridMonth',
  initialDate: '2026-11-24',
  selectable: true,
  editable: true,
  height: 420,
  events: [{ title: 'Visit', start: '2026-11-25' }],
}).render();
