// The account's own page at the provider.

import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';
import { ProviderAccountPage } from '../../pages/provider_account';

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    test('another password, and every other browser is signed out', async ({ page, context, complaints }) => {
      complaints.expect(/status of 403/);
      const provider = new ProviderAccountPage(page);
      await provider.begin();
      const change = async (current: string) => {
        await page.getByLabel('Current password').fill(current);
        await page.getByLabel('New password').fill('through the other side');
        await page.getByRole('button', { name: 'Change the password' }).click();
      };
      await change('a guess');
      await expect(provider.refusal).toHaveText('The current password is not right.');
      await change(alice.password);
      await expect(provider.done).toHaveText('Your password has been changed.');

      await context.clearCookies({ name: '__Host-idp_session' });
      await provider.leaveTheApp();
      await provider.enter({ ...alice, password: 'through the other side' });
      await expect(new AccountPage(page).who).toHaveText(alice.name);
    });
  });
}

// ASVS 7.5.2
test('a browser that was left open elsewhere is seen and ended', async ({ page, anotherBrowser }) => {
  const elsewhere = await anotherBrowser();
  const left = new ProviderAccountPage(elsewhere);
  await left.leaveTheApp();
  await left.enter();
  await expect(new AccountPage(elsewhere).who).toHaveText(alice.name);

  const provider = new ProviderAccountPage(page);
  await provider.open();
  await expect(page.getByText('Went on to Two Doors')).toBeVisible();
  await page.getByRole('button', { name: /^Sign out of the browser/ }).click();
  await expect(provider.done).toHaveText(/Signed out there/);

  await elsewhere.reload();
  await expect(new AccountPage(elsewhere).signIn, 'at the app too').toBeVisible();
});
