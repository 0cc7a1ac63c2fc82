// Changing the password on /account: it asks for the current one, and ends every session but the one that asked.

import { sessionDoor } from '../../fixtures/doors';
import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';

const ANOTHER = 'a looking glass has two sides';

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    test('the new password opens the door, and the old one no longer does', async ({ page }) => {
      const account = new AccountPage(page);
      await account.enter(alice);
      await account.choose(alice.password, ANOTHER);
      await expect(account.done).toContainText('Your password is changed');

      await account.logOut.click();
      await account.enter(alice);
      await expect(account.refusal).toHaveText('Invalid credentials');
      await account.enter({ ...alice, password: ANOTHER });
      await expect(account.who).toHaveText(alice.name);
    });

    // ASVS 6.2.3
    test('a wrong current password is refused beside its field', async ({ page }) => {
      const account = new AccountPage(page);
      await account.enter(alice);
      await account.choose('off with her head', ANOTHER);

      await expect(account.refusal).toHaveText('The current password is not right.');
      await expect(account.currentPassword).toHaveAttribute('aria-invalid', 'true');
      await expect(account.who).toHaveText(alice.name);
    });

    // ASVS 6.2.4
    test('one of the commonest is refused beside its field', async ({ page }) => {
      const account = new AccountPage(page);
      await account.enter(alice);
      await account.choose(alice.password, 'password123');

      await expect(account.refusal).toContainText('one of the commonest');
      await expect(account.newPassword).toHaveAttribute('aria-invalid', 'true');
      expect(page.url()).not.toContain('password123');
    });

    // ASVS 7.4.3
    test('other devices are signed out, and this one stays', async ({ page, anotherBrowser }) => {
      const other = new AccountPage(await anotherBrowser());
      await other.enter(alice);
      await expect(other.who).toBeVisible();
      const account = new AccountPage(page);
      await account.enter(alice);

      await account.choose(alice.password, ANOTHER);

      await expect(account.done).toContainText('Every other device was signed out');
      await expect(account.devices).toHaveCount(1);
      await other.open();
      await expect(other.signIn).toBeVisible();
    });
  });
}

// ASVS 7.2.4
test('a copy of the cookie from before the change is dead', async ({ page, thief }) => {
  const account = new AccountPage(page);
  await account.enter(alice);
  await expect(account.who).toBeVisible();
  const copy = { headers: await sessionDoor.copyCredential(page) };
  expect((await thief.get(sessionDoor.profile, copy)).status()).toBe(200);

  await account.choose(alice.password, ANOTHER);
  await expect(account.done).toBeVisible();

  expect((await thief.get(sessionDoor.profile, copy)).status()).toBe(401);
});
