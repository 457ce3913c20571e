import 'swiper/css/bundle';
import Swiper from 'swiper/bundle';

const slides = [1, 2, 3, 4]
  .map((n) => `<div class="swiper-slide" style="height:90px;background:#eef">${n}</div>`)
  .join('');
document.querySelector('#app').innerHTML =
  `<div class="swiper" id="swiper" style="width:400px"><div class="swiper-wrapper">${slides}</div></div><button id="dead">Export</button>`;
new Swiper('#swiper', { loop: true, autoplay: { delay: 700 } });
