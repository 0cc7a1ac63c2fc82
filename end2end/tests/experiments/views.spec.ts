// The three views of every trial: what lay in the browser and in the server, beside what moved on the wire.

import { expect, test } from '../../fixtures/test';
import { ExperimentPage } from '../../pages/experiment';

test.beforeEach(({ complaints }) => complaints.allow(/status of 40[14]/));

test('a page is asked what a script can read, and the server shows its rows', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'token-theft');
  await experiment.open();
  await experiment.predict();

  const [token, session] = [page.locator('.evidence.token'), page.locator('.evidence.session')];
  const inToken = experiment.view(token, 'Browser');
  await expect(inToken).toContainText('a script in its page was asked');
  await expect(inToken).toContainText('Signed in, before the attack');
  await expect(inToken).toContainText('After the attack');
  await expect(inToken.locator('dt', { hasText: 'localStorage: access_token' })).toHaveCount(2);
  await expect(inToken).toContainText(/eyJ[A-Za-z0-9]{3}…/);
  expect(await inToken.textContent(), 'cut short').not.toMatch(/eyJ[A-Za-z0-9]{4}/);
  await expect(experiment.view(token, 'Server')).toContainText('Sessions of the session door: none of this run.');

  const inSession = experiment.view(session, 'Browser');
  await expect(inSession.locator('dd', { hasText: /^nothing$/ })).not.toHaveCount(0);
  await expect(inSession).not.toContainText('access_token');
  const row = experiment.view(session, 'Server').getByRole('row', { name: /[0-9a-f]{8}… Alice Liddell, / });
  await expect(row, 'one row, at both moments').toHaveCount(2);
});

test('a browser without a window says itself what it keeps', async ({ page }) => {
  const experiment = new ExperimentPage(page, 'devices');
  await experiment.open();
  await experiment.predict();

  const session = page.locator('.evidence.session');
  const browser = experiment.view(session, 'Browser');
  await expect(browser).toContainText('the phone: it has no page and no script');
  await expect(browser).toContainText('no script would see: HttpOnly');
  const server = experiment.view(session, 'Server');
  await expect(server.getByRole('row', { name: /Alice Liddell, .*the lost laptop/ }), 'there before, and not after').toHaveCount(1);
  await expect(server).toContainText('none of this run');
});
