// Claim P6, in a browser: Alice turns the second factor on at the provider, and the app, which was not changed for it,
// lets nobody in without.

import { readFile } from 'node:fs/promises';

import { alice } from '../../fixtures/people';
import { tabTo } from '../../fixtures/keyboard';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';
import { ProviderAccountPage } from '../../pages/provider_account';

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    test('who turns it on is asked for it by the app’s next sign-in', async ({ page, complaints }) => {
      complaints.expect(/status of 401/);
      const provider = new ProviderAccountPage(page);
      await provider.begin();
      await expect(provider.state).toHaveText('Off');
      const { app } = await provider.setUp();

      await provider.forget();
      await provider.leaveTheApp();
      await provider.enter();
      await expect(provider.heading).toHaveText('One more step');
      const code = app.nextCode;
      await provider.bring(code);
      await expect(new AccountPage(page).who).toHaveText(alice.name);

      // ASVS 6.5.1
      await provider.forget();
      await provider.leaveTheApp();
      await provider.enter();
      await provider.bring(code);
      await expect(provider.refusal).toHaveText(/That code has been used/);
    });

    test('a recovery code opens once', async ({ page, complaints }) => {
      complaints.expect(/status of 401/);
      const provider = new ProviderAccountPage(page);
      await provider.begin();
      const { codes } = await provider.setUp();
      for (const use of ['first', 'second']) {
        await provider.forget();
        await provider.leaveTheApp();
        await provider.enter();
        await provider.recover(codes[0]!);
        if (use === 'first') await expect(new AccountPage(page).who).toHaveText(alice.name);
        else await expect(provider.refusal).toHaveText(/That recovery code has been used/);
      }
    });
  });
}

test('the codes can be kept as a file, and the sheet is printed alone', async ({ page }) => {
  const provider = new ProviderAccountPage(page);
  await provider.begin();
  await provider.setUpApp.click();
  const app = await provider.readKey();
  await provider.code.fill(app.code);
  await provider.turnOn.click();
  const codes = await provider.codes.allTextContents();

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'keep them as a file' }).click();
  const file = await (await downloading).path();
  expect((await readFile(file, 'utf8')).trim().split('\n').slice(-10)).toEqual(codes);

  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(provider.codes).toHaveCount(10);
});

test('all of it by keyboard', async ({ page }) => {
  const provider = new ProviderAccountPage(page);
  await provider.begin();
  await tabTo(provider.setUpApp);
  await page.keyboard.press('Enter');
  await tabTo(page.getByText('No camera? Type the key'));
  await page.keyboard.press('Enter');
  const app = await provider.typeKey();
  await tabTo(provider.code);
  await page.keyboard.type(app.code);
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('link', { name: 'I have kept them' }));
  await page.keyboard.press('Enter');
  await expect(provider.state).toHaveText('On');

  await provider.forget();
  await provider.leaveTheApp();
  await tabTo(page.getByLabel('E-mail'));
  await page.keyboard.type(alice.email);
  await tabTo(page.getByLabel('Password'));
  await page.keyboard.type(alice.password);
  await page.keyboard.press('Enter');
  await expect(provider.code, 'the field is where one types at once').toBeFocused();
  await page.keyboard.type(app.nextCode);
  await page.keyboard.press('Enter');
  await expect(new AccountPage(page).who).toHaveText(alice.name);
});

test('whoever has not come by the password is sent to it', async ({ page }) => {
  const provider = new ProviderAccountPage(page);
  await provider.begin();
  await provider.setUp();
  await provider.forget();
  await page.goto(`${(await provider.address()).replace(/account$/, 'second-factor')}?to=account`);
  await expect(page).toHaveURL(/\/sign-in\?to=account$/);
});
