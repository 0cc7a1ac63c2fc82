// The server view: the rows that the server keeps, and so what it can take back (claims T10 to T12).

import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';
import { ComparePage } from '../../pages/compare';

test('the token door leaves no row, and says why', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.token.enter(alice);
  await expect(compare.token.who).toBeVisible();

  await expect(compare.token.server).toContainText('keeps no record');
  await expect(compare.token.server.getByRole('row')).toHaveCount(0);
});

test('the session door leaves one row, under a hash, and marks it as this device', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.session.enter(alice);

  const { rows } = compare.session;
  await expect(rows).toHaveCount(1);
  await expect(rows).toHaveAttribute('aria-current', 'true');

  const [device] = await (await page.request.get('/api/session/devices')).json();
  expect(device.id).toMatch(/^[0-9a-f]{64}$/);
  await expect(rows.getByRole('rowheader')).toContainText(`${device.id.slice(0, 8)}…`);
  await expect(rows.getByRole('rowheader')).toContainText(device.label);
  await expect(rows).not.toContainText(device.id);
});

test('a sign-in elsewhere appears as a second row, and its end takes the row away', async ({ page, anotherBrowser }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.session.enter(alice);
  await expect(compare.session.rows).toHaveCount(1);

  const elsewhere = new AccountPage(await anotherBrowser());
  await elsewhere.enter(alice);
  await expect(compare.session.rows).toHaveCount(2);
  await expect(compare.session.rows.and(page.locator('[aria-current=true]'))).toHaveCount(1);

  await elsewhere.logOut.click();
  await expect(compare.session.rows).toHaveCount(1);
});

test('ending all devices elsewhere signs this page out while one watches', async ({ page, anotherBrowser }) => {
  const compare = new ComparePage(page);
  await compare.openSignedIn();
  const elsewhere = new AccountPage(await anotherBrowser());
  await elsewhere.enter(alice);
  await expect(compare.session.rows).toHaveCount(2);

  await elsewhere.endAll.click();

  await expect(compare.session.signIn).toBeVisible();
  // The token door's copy goes on working: there was nothing to end.
  await compare.token.showProfile.click();
  await expect(compare.token.profile).toContainText(alice.email);
});
