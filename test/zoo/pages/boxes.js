import 'bootstrap/dist/css/bootstrap.min.css';
import 'notyf/notyf.min.css';
import 'tippy.js/dist/tippy.css';
import * as bootstrap from 'bootstrap';
import MicroModal from 'micromodal';
import { Notyf } from 'notyf';
import tippy from 'tippy.js';

document.querySelector('#app').innerHTML = `
<button class="btn btn-primary" id="open" data-bs-toggle="modal" data-bs-target="#modal">Open</button>
<div class="modal fade" id="modal" tabindex="-1"><div class="modal-dialog"><div class="modal-content"><p>Hello</p></div></div></div>
<div class="dropdown"><button class="btn btn-secondary dropdown-toggle" id="drop" data-bs-toggle="dropdown">Menu</button><ul class="dropdown-menu"><li><a class="dropdown-item" href="#">One</a></li></ul></div>
<button class="btn btn-light" id="fold" data-bs-toggle="collapse" data-bs-target="#folded">Fold</button><div class="collapse" id="folded">Folded</div>
<button class="btn btn-light" id="pressed" data-bs-toggle="button">Pin</button>
<div id="rolls" class="carousel slide" style="width:300px"><div class="carousel-inner"><div class="carousel-item active">One</div><div class="carousel-item">Two</div><div class="carousel-item">Three</div></div>
<button id="roll" data-bs-target="#rolls" data-bs-slide="next">Next picture</button></div>
<button id="micro" data-micromodal-trigger="m">Small</button>
<div id="m" aria-hidden="true" style="display:none"><div tabindex="-1" data-micromodal-close style="position:fixed;inset:0;background:#0006"><div role="dialog">Small box</div></div></div>
<style>#m.is-open { display: block !important }</style>
<button id="toast">Notify</button><button id="tip">Hint</button><button class="btn btn-primary" id="dead">Export</button>`;
MicroModal.init();
const notyf = new Notyf();
document.querySelector('#toast').onclick = () => notyf.success('Saved');
tippy('#tip', { content: 'A hint', trigger: 'click' });
tippy('#dead', { content: 'Exports the list' });
window.bootstrap = bootstrap;
