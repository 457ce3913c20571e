import 'plyr/dist/plyr.css';
import Plyr from 'plyr';

document.querySelector('#app').innerHTML =
  '<audio id="sound" controls src="/app/tone.wav"></audio><button id="dead">Export</button>';
new Plyr('#sound', { iconUrl: '', loadSprite: false });
