// /account: devices and password, in plain forms. With and without scripts it is the same page, so it is one suite.

import { admin, alice } from '../../fixtures/people';
import { sessionDoor } from '../../fixtures/doors';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    test('whoever is signed out finds a form, and with it the account', async ({ page }) => {
      const account = new AccountPage(page);
      await account.enter(alice);

      await expect(page).toHaveURL(({ pathname, search }) => pathname + search === '/account');
      await expect(account.who).toHaveText(alice.name);
      await expect(account.devices).toHaveCount(1);
      await expect(account.thisDevice).toHaveCount(1);
    });

    test('a wrong password is refused in words', async ({ page }) => {
      const account = new AccountPage(page);
      await account.enter({ ...alice, password: 'off with her head' });

      await expect(account.refusal).toHaveText('Invalid credentials');
      await expect(account.signIn).toBeVisible();
    });

    test('log out leads back to the form', async ({ page }) => {
      const account = new AccountPage(page);
      await account.enter(alice);

      await account.logOut.click();

      await expect(account.signIn).toBeVisible();
      await account.open();
      await expect(account.signIn).toBeVisible();
    });

    // ASVS 7.5.2
    test('ending another device signs that one out, and this one not', async ({ page, anotherBrowser }) => {
      const other = new AccountPage(await anotherBrowser());
      await other.enter(alice);
      await expect(other.who).toBeVisible();
      const account = new AccountPage(page);
      await account.enter(alice);
      await expect(account.devices).toHaveCount(2);

      await account.endOf(account.otherDevices).click();

      await expect(account.done).toContainText('That device is signed out');
      await expect(account.devices).toHaveCount(1);
      await expect(account.who).toHaveText(alice.name);
      await other.open();
      await expect(other.signIn).toBeVisible();
    });

    test('ending this device signs it out', async ({ page }) => {
      const account = new AccountPage(page);
      await account.enter(alice);

      await account.endOf(account.thisDevice).click();

      await expect(account.done).toContainText('This device is signed out');
      await expect(account.signIn).toBeVisible();
    });

    // ASVS 7.5.2
    test('ending all devices signs all of them out', async ({ page, anotherBrowser }) => {
      const other = new AccountPage(await anotherBrowser());
      await other.enter(alice);
      await expect(other.who).toBeVisible();
      const account = new AccountPage(page);
      await account.enter(alice);

      await account.endAll.click();

      await expect(account.done).toContainText('All your devices are signed out');
      await expect(account.signIn).toBeVisible();
      await other.open();
      await expect(other.signIn).toBeVisible();
    });

    test('nobody sees anybody else’s devices', async ({ page, anotherBrowser }) => {
      const keeper = new AccountPage(await anotherBrowser());
      await keeper.enter(admin);
      await expect(keeper.who).toHaveText(admin.name);
      const account = new AccountPage(page);
      await account.enter(alice);

      await expect(account.devices).toHaveCount(1);
      await expect(account.thisDevice).toHaveCount(1);
    });
  });
}

test('whatever somebody writes into the address is never shown', async ({ page }) => {
  const account = new AccountPage(page);
  await account.enter(alice);
  await page.goto('/account?done=Your+account+is+locked&__path=/fn/session/log_in&__err=Your+account+is+locked');

  await expect(account.who).toHaveText(alice.name);
  await expect(page.locator('body')).not.toContainText('locked');
});

// ASVS 14.3.2
test('what is shown to somebody signed in is never stored', async ({ page }) => {
  const account = new AccountPage(page);
  await account.enter(alice);
  await expect(account.who).toBeVisible();

  for (const path of ['/account', '/compare', sessionDoor.profile, '/api/session/devices']) {
    expect((await page.request.get(path)).headers()['cache-control'], path).toBe('no-store');
  }
});
