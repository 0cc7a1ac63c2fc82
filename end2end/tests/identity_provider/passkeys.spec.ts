// Passkeys, made and used by a real browser with a device from its own tools.

import { Device } from '../../fixtures/device';
import { tabTo } from '../../fixtures/keyboard';
import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';
import { ProviderAccountPage } from '../../pages/provider_account';

async function makePasskey(provider: ProviderAccountPage): Promise<void> {
  await provider.begin();
  await provider.passkeyName.fill('The laptop');
  await provider.makePasskey.click();
  await provider.page.getByRole('button', { name: 'Make the passkey' }).click();
  await expect(provider.codes).toHaveCount(10);
  await provider.page.getByRole('link', { name: 'I have kept them' }).click();
  await expect(provider.state).toHaveText('On');
}

test('a passkey signs in after the password, and in place of it', async ({ page }) => {
  const device = await Device.connect(page);
  const provider = new ProviderAccountPage(page);
  await makePasskey(provider);
  expect(await device.passkeys()).toBe(1);
  await expect(page.getByText('The laptop').first()).toBeVisible();

  await provider.forget();
  await provider.leaveTheApp();
  await provider.enter();
  await provider.usePasskey.click();
  await expect(new AccountPage(page).who).toHaveText(alice.name);

  await provider.forget();
  await provider.leaveTheApp();
  await provider.passkeyInstead.click();
  await provider.signInWithPasskey.click();
  await expect(new AccountPage(page).who).toHaveText(alice.name);
});

test('all of it by keyboard', async ({ page }) => {
  await Device.connect(page);
  const provider = new ProviderAccountPage(page);
  await provider.begin();
  await tabTo(provider.passkeyName);
  await page.keyboard.type('The laptop');
  await page.keyboard.press('Enter');
  await tabTo(page.getByRole('button', { name: 'Make the passkey' }));
  await page.keyboard.press('Enter');
  await expect(provider.codes).toHaveCount(10);

  await provider.forget();
  await provider.leaveTheApp();
  await tabTo(provider.passkeyInstead);
  await page.keyboard.press('Enter');
  await tabTo(provider.signInWithPasskey);
  await page.keyboard.press('Enter');
  await expect(new AccountPage(page).who).toHaveText(alice.name);
});

test('a device that does not verify its owner is told so, and the page goes on working', async ({ page }) => {
  const device = await Device.connect(page);
  const provider = new ProviderAccountPage(page);
  await makePasskey(provider);
  await provider.forget();
  await provider.leaveTheApp();
  await provider.passkeyInstead.click();
  await device.verifies(false);
  await provider.signInWithPasskey.click();
  await expect(page.locator('[data-passkey-problem]')).toHaveText('Nothing was chosen, or it took too long. Try again.');

  await device.verifies(true);
  await provider.signInWithPasskey.click();
  await expect(new AccountPage(page).who).toHaveText(alice.name);
});

test('a passkey that was removed opens nothing', async ({ page, complaints }) => {
  complaints.expect(/status of 401/);
  await Device.connect(page);
  const provider = new ProviderAccountPage(page);
  await makePasskey(provider);
  await page.getByRole('button', { name: 'Remove The laptop' }).click();
  await expect(provider.done).toHaveText(/The passkey has been removed here/);
  await expect(provider.state).toHaveText('Off');

  await provider.forget();
  await provider.leaveTheApp();
  await provider.passkeyInstead.click();
  await provider.signInWithPasskey.click();
  await expect(provider.refusal).toHaveText(/does not belong to this account/);
  await page.getByRole('link', { name: 'Use your password instead' }).click();
  await provider.enter();
  await expect(new AccountPage(page).who, 'the password is enough again').toHaveText(alice.name);
});

test('no page of another origin can ask for it', async ({ page }) => {
  await Device.connect(page);
  const provider = new ProviderAccountPage(page);
  await makePasskey(provider);
  await page.goto('/');
  const refused = await page.evaluate(async () => {
    const publicKey = { challenge: new Uint8Array(16), rpId: 'idp.localhost', userVerification: 'required' as const };
    return navigator.credentials.get({ publicKey }).then(
      () => 'given',
      (error: Error) => error.name,
    );
  });
  expect(refused).toBe('SecurityError');
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });
  test('the page says that a passkey needs one', async ({ page }) => {
    const provider = new ProviderAccountPage(page);
    await provider.leaveTheApp();
    await provider.passkeyInstead.click();
    await expect(page.getByText('A passkey needs a script')).toBeVisible();
    await expect(provider.signInWithPasskey).toBeHidden();
    await page.getByRole('link', { name: 'Use your password instead' }).click();
    await provider.enter();
    await expect(new AccountPage(page).who).toHaveText(alice.name);
  });
});
