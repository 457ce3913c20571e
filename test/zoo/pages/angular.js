import 'zone.js';
import '@angular/compiler';
import { ChangeDetectionStrategy, Component, provideZoneChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';

const App = Component({
  selector: '#app',
  standalone: true,
  // Renders after whatever its zone sees, a timer among them.
  changeDetection: ChangeDetectionStrategy.Eager,
  template: `
    <button id="plus" (click)="count = count + 1">+</button><output>{{ count }}</output>
    <button id="dead">Export</button>
    <button id="same" (click)="nothing()">Apply</button>
    <button id="throws" (click)="fail()">Delete</button>
    <button id="later" (click)="later()">Load</button>
    <button id="save" (click)="save()">Save</button>
    @if (isThere) { <p>loaded</p> }
  `,
})(
  class {
    count = 0;
    isThere = false;
    nothing() {}
    fail() {
      throw new Error('no such customer');
    }
    later() {
      setTimeout(() => (this.isThere = !this.isThere), 1_000);
    }
    save() {
      return fetch('/app/save?status=500', { method: 'POST' });
    }
  },
);

void bootstrapApplication(App, { providers: [provideZoneChangeDetection()] });
