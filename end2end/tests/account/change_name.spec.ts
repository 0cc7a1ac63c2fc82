// Changing the name on /account: the row is changed, so every session says it at once. The token door's tokens do not.

import { sessionDoor, tokenDoor } from '../../fixtures/doors';
import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';

const ANOTHER = 'Alice <b>P.</b> Liddell & cat';

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    test('the new name is said at once, here and on every other device', async ({ page, anotherBrowser }) => {
      const other = new AccountPage(await anotherBrowser());
      await other.enter(alice);
      await expect(other.who).toHaveText(alice.name);
      const account = new AccountPage(page);
      await account.enter(alice);
      await expect(account.name).toHaveValue(alice.name);

      await account.rename(ANOTHER);

      await expect(account.done).toHaveText('Your name is changed.');
      await expect(account.who).toHaveText(ANOTHER);
      await expect(account.name).toHaveValue(ANOTHER);
      await expect(account.devices).toHaveCount(2);
      await other.open();
      await expect(other.who).toHaveText(ANOTHER);
    });

    test('a bad name is refused beside its field', async ({ page }) => {
      const account = new AccountPage(page);
      await account.enter(alice);
      await account.rename('x'.repeat(81));

      await expect(account.refusal).toHaveText('A name has at most 80 characters.');
      await expect(account.name).toHaveAttribute('aria-invalid', 'true');
      await expect(account.name).toHaveAccessibleDescription('A name has at most 80 characters.');
      await expect(account.who).toHaveText(alice.name);
    });

    test('whoever was signed out meanwhile is shown the way in', async ({ page, anotherBrowser }) => {
      const account = new AccountPage(page);
      await account.enter(alice);
      await expect(account.who).toHaveText(alice.name);
      const other = new AccountPage(await anotherBrowser());
      await other.enter(alice);
      await other.endAll.click();
      await expect(other.signIn).toBeVisible();

      await account.rename(ANOTHER);

      await expect(account.signIn).toBeVisible();
      await expect(account.refusal).toHaveText('Unauthorized');
      await account.enter(alice);
      await expect(account.who).toHaveText(alice.name);
    });
  });
}

// Claim T3.
test('a token from before the change says the old name', async ({ page }) => {
  const { email, password } = alice;
  const pair = await (await page.request.post(tokenDoor.logIn, { data: { email, password } })).json();
  const headers = { authorization: `Bearer ${pair.access_token}` };
  const account = new AccountPage(page);
  await account.enter(alice);
  await account.rename(ANOTHER);
  await expect(account.who).toHaveText(ANOTHER);

  expect(await (await page.request.get(sessionDoor.profile)).json()).toMatchObject({ name: ANOTHER });
  expect(await (await page.request.get(tokenDoor.profile, { headers })).json()).toMatchObject({ name: alice.name });
});
