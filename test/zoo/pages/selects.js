import 'choices.js/public/assets/styles/choices.min.css';
import 'select2/dist/css/select2.min.css';
import 'tom-select/dist/css/tom-select.css';
import Choices from 'choices.js';
import $ from 'jquery';
import select2 from 'select2/dist/js/select2.full.js';
import TomSelect from 'tom-select';

const options = ['Red', 'Green', 'Blue'].map((name) => `<option>${name}</option>`).join('');
document.querySelector('#app').innerHTML =
  `<div id="one" class="thing" style="width:300px"><select id="a">${options}</select></div><div id="two" class="thing" style="width:300px;margin-top:20px"><select id="b">${options}</select></div><div id="three" class="thing" style="width:300px"><select id="c" style="width:200px">${options}</select></div><button id="dead">Export</button>`;
new Choices('#a');
new TomSelect('#b');
if (typeof $.fn.select2 !== 'function') (select2.default ?? select2)(window, $);
$('#c').select2();
