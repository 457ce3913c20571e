import { html, type TemplateResult } from 'lit';
import {
  button,
  check,
  field,
  glyphs,
  iconButton,
  note,
  segments,
  skeleton,
  switchControl,
  tag,
} from '../src/index.ts';

const plain = 'This page. Invoices › Edit';

/** Everything one presses, fills in or reads at a glance. */
export function controls(): TemplateResult {
  return html`<section class="specimen">
      <h2>Buttons</h2>
      <div class="row">
        ${button({ label: 'Send request', variant: 'primary', size: 'lg' })}
        ${button({ label: 'Tell me by e-mail', size: 'md', icon: glyphs.mail })}
        ${button({ label: 'Cancel request', variant: 'quiet', size: 'md' })}
      </div>
      <div class="row">
        ${button({ label: 'Accept', variant: 'primary', key: 'A' })} ${button({ label: 'Decline', key: 'D' })}
        ${button({ label: 'Erase', variant: 'danger' })} ${button({ label: 'Publish', isBusy: true })}
        ${button({ label: 'Resolve', isDisabled: true })}
        ${button({ label: 'Invite', disabledReason: 'Only owners and admins invite' })}
      </div>
      <div class="row">
        ${iconButton({ label: 'Start voice call', icon: glyphs.phone })}
        ${iconButton({ label: 'Context', icon: glyphs.panelRight, isPressed: true })}
        ${iconButton({ label: 'Back', icon: glyphs.chevronLeft, size: 'md' })}
        ${iconButton({ label: 'Close', icon: glyphs.x, size: 'lg' })}
        ${iconButton({ label: 'Transfer', icon: glyphs.arrowRightLeft, isDisabled: true })}
      </div>
    </section>
    <section class="specimen">
      <h2>Fields</h2>
      ${field({ label: 'Email', name: 'email', type: 'email', size: 'md', autocomplete: 'username', value: 'ada@demo.test' })}
      ${field({ label: 'Password', name: 'password', type: 'password', size: 'md', value: 'harmony', error: 'E-mail and password do not match. After 5 tries we wait a minute.' })}
      ${field({ label: 'Workspace name', name: 'workspace', hint: 'Your people see it; it can be changed.', placeholder: 'Fernbill' })}
      ${field({ label: 'What are you stuck on?', name: 'stuck', type: 'textarea', size: 'lg', value: 'I changed the tax rate and now the invoice won’t save.' })}
      ${field({ label: 'Disabled', name: 'off', isDisabled: true, value: 'Not now' })}
    </section>
    <section class="specimen">
      <h2>Choices</h2>
      ${check({ label: plain, name: 'page', isChecked: true, detail: 'Not the customer, not the amounts' })}
      ${check({ label: 'A picture of this page', name: 'picture', isChecked: false, detail: 'Typed text is blacked out' })}
      ${check({ label: 'Code of conduct', name: 'conduct', isChecked: false })}
      <div class="row">
        <span>Available</span> ${switchControl({ label: 'Available', isOn: true, tone: 'ok' })}
        <span>Sounds</span> ${switchControl({ label: 'Sounds', isOn: false })} <span>Keys</span>
        ${switchControl({ label: 'Keys', isOn: true })}
      </div>
      ${segments({ label: 'How urgent is it?', name: 'urgency', hasLegend: true, value: 'blocked', choices: urgencies })}
      ${segments({
        label: 'Show',
        name: 'show',
        size: 'sm',
        value: 'mine',
        choices: [
          { value: 'mine', label: 'For me' },
          { value: 'all', label: 'All' },
        ],
      })}
    </section>
    <section class="specimen">
      <h2>Notes, tags, loading</h2>
      <div class="row">
        ${tag('English')} ${tag('Solved', { tone: 'solved', icon: glyphs.badgeCheck })}
        ${tag('On hold', { tone: 'wait', icon: glyphs.clock })}
        ${tag('Can’t go on', { tone: 'urgent', icon: glyphs.octagonAlert })} ${tag('New', { tone: 'accent' })}
      </div>
      ${note({ icon: glyphs.wifiOff, tone: 'wait', title: 'You are offline since 10:52.', body: 'What you write is kept and sent when you are back.' })}
      ${note({ icon: glyphs.circleAlert, tone: 'urgent', title: 'The queue did not load.', body: 'The server answered 503. We try again in 8 s; nothing you wrote is lost.' })}
      ${note({ icon: glyphs.badgeCheck, tone: 'solved', title: 'Ada thinks this is solved.', body: 'Is it, for you?' })}
      ${note({ icon: glyphs.info, body: 'Nobody is here right now. Grace is next, today at 14:00.' })}
      ${skeleton({ label: 'The queue loads', rows: 3, rowHeight: 14 })}
    </section>`;
}

const urgencies = [
  { value: 'blocked', label: 'I can’t go on' },
  { value: 'today', label: 'Today' },
  { value: 'calm', label: 'No hurry' },
];
