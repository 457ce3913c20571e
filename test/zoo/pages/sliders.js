import 'nouislider/dist/nouislider.min.css';
import 'swiper/css/bundle';
import EmblaCarousel from 'embla-carousel';
import noUiSlider from 'nouislider';
import Sortable from 'sortablejs';
import Swiper from 'swiper/bundle';

const app = document.querySelector('#app');
const slides = [1, 2, 3, 4, 5, 6, 7, 8]
  .map((n) => `<div class="swiper-slide" style="flex:0 0 100%;height:90px;background:#eef">${n}</div>`)
  .join('');
app.innerHTML = `<div class="swiper" id="swiper" style="width:400px"><div class="swiper-wrapper">${slides}</div><div class="swiper-button-next"></div><div class="swiper-pagination"></div></div>
<div id="embla" style="overflow:hidden;width:400px"><div style="display:flex">${slides}</div></div><button id="next">Next</button>
<div id="range" style="width:300px;margin:20px"></div>
<ul id="sort">${[1, 2, 3, 4].map((n) => `<li class="thing" id="item${n}">Task ${n}</li>`).join('')}</ul><button id="dead">Export</button>`;
new Swiper('#swiper', {
  loop: true,
  navigation: { nextEl: '.swiper-button-next' },
  pagination: { el: '.swiper-pagination', clickable: true },
});
const embla = EmblaCarousel(document.querySelector('#embla'), { loop: true });
document.querySelector('#next').onclick = () => embla.scrollNext();
noUiSlider.create(document.querySelector('#range'), { start: 20, range: { min: 0, max: 100 } });
Sortable.create(document.querySelector('#sort'));
