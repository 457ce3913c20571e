import 'leaflet/dist/leaflet.css';
import Chart from 'chart.js/auto';
import Konva from 'konva';
import L from 'leaflet';

const app = document.querySelector('#app');
app.innerHTML =
  '<div id="map" style="width:400px;height:260px"></div><div style="width:400px"><canvas id="chart"></canvas></div><div id="stage"></div><button id="dead">Export</button>';
const map = L.map('map').setView([51, 7], 5);
L.tileLayer('/app/tile.svg?{z}{x}{y}', { maxZoom: 19 }).addTo(map);
L.circleMarker([51, 7], { radius: 14 }).addTo(map).bindPopup('Here');
new Chart('chart', {
  type: 'bar',
  data: {
    labels: ['a', 'b'],
    datasets: [
      { label: 'Sales', data: [3, 5] },
      { label: 'Costs', data: [2, 1] },
    ],
  },
});
const stage = new Konva.Stage({ container: 'stage', width: 400, height: 120 });
const layer = new Konva.Layer();
const disc = new Konva.Circle({ x: 60, y: 60, radius: 40, fill: 'red', draggable: true });
disc.on('click', () => disc.fill(Konva.Util.getRandomColor()));
layer.add(disc);
stage.add(layer);
