import { bubble, tag, test, waiting } from '../e2e/host-visits.ts';
import { accept, ada, askForHelp, expect, log } from '../e2e/people.ts';

const states = [
  { what: 'off, by the page', attribute: 'data-consent="denied"', hasSignal: false },
  { what: 'off, by Global Privacy Control', attribute: 'data-consent="granted"', hasSignal: true },
  { what: 'local', attribute: '', hasSignal: false },
  { what: 'on', attribute: 'data-consent="granted"', hasSignal: false },
];

for (const { what, attribute, hasSignal } of states) {
  test(`Sacred Privacy: in state ${what}, a person who asks for help gets it, and that grants nothing else`, async ({
    visit,
    expert,
  }) => {
    const adaPage = await expert(ada);
    const { page, requests } = await visit({
      tags: tag.replace('data-site', `${attribute} data-site`),
      before: async (one) => {
        if (hasSignal)
          await one.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
      },
    });
    await expect(bubble(page)).toBeVisible();
    await page.waitForLoadState('networkidle');
    const isOn = what === 'on';
    if (!isOn) expect(requests.filter((request) => request.includes(' /v1/'))).toEqual(['GET /v1/config']);
    await askForHelp(page, 'The PostgreSQL query got slow, which index is missing?');
    await expect(waiting(page).or(log(page)).first()).toBeVisible();
    await accept(adaPage);
    await expect(log(page)).toContainText('which index is missing');
    await page.locator('#own').click();
    await page.reload();
    await expect.poll(() => page.evaluate(() => Object.keys(localStorage).length)).toBeGreaterThan(0);
    expect(requests).toContain('POST /v1/help-requests');
    if (!isOn) expect(requests.filter((request) => request.includes('/v1/signals'))).toEqual([]);
  });
}
