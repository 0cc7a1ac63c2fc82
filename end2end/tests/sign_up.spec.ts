// /sign-up: one account, which opens both doors. A plain form, so it is the same with scripts switched off.

import { doors } from '../fixtures/doors';
import { alice, dinah } from '../fixtures/people';
import { expect, test } from '../fixtures/test';
import { ComparePage } from '../pages/compare';
import { SignUpPage } from '../pages/sign_up';

for (const door of doors) {
  test(`a new account opens ${door.title}`, async ({ page }) => {
    const signUp = new SignUpPage(page);
    await signUp.signUp(dinah);
    await expect(signUp.done).toContainText('the account exists now');

    const compare = new ComparePage(page);
    await compare.open();
    const panel = compare.door(door);
    await panel.enter(dinah);

    await expect(panel.who).toHaveText(dinah.name);
  });
}

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    // ASVS 6.3.8
    test('an address that is taken gets the same answer as a free one, and keeps its password', async ({ page }) => {
      const signUp = new SignUpPage(page);
      await signUp.signUp(dinah);
      await expect(signUp.done).toContainText('the account exists now');
      const forTheFree = await page.getByRole('main').innerText();

      await signUp.signUp({ ...alice, password: 'a password of a stranger' });
      await expect(signUp.done).toContainText('the account exists now');
      expect(await page.getByRole('main').innerText()).toBe(forTheFree);

      const signIn = (password: string) =>
        page.request.post('/api/session/login', { data: { email: alice.email, password } });
      expect((await signIn('a password of a stranger')).status()).toBe(401);
      expect((await signIn(alice.password)).status()).toBe(200);
    });

    // ASVS 6.2.4
    test('one of the commonest passwords is refused beside its field, and stays out of the address', async ({ page }) => {
      const signUp = new SignUpPage(page);
      await signUp.signUp({ ...dinah, password: 'password123' });

      await expect(signUp.refusal).toContainText('one of the commonest');
      await expect(signUp.password).toHaveAttribute('aria-invalid', 'true');
      await expect(signUp.password).toHaveAccessibleDescription(/one of the commonest/);
      expect(page.url()).not.toContain('password123');
    });
  });
}

// ASVS 6.2.9
test('128 characters of any script make a password', async ({ page }) => {
  const signUp = new SignUpPage(page);
  const long = { ...dinah, password: 'κάτι🐈'.repeat(22).slice(0, 128) };
  await signUp.signUp(long);
  await expect(signUp.done).toBeVisible();

  const signIn = await page.request.post('/api/session/login', { data: { email: long.email, password: long.password } });
  expect(signIn.status()).toBe(200);
});

test('whatever somebody writes into the address is never shown', async ({ page }) => {
  const written = Buffer.from('"Your account is locked, call 555-0100"').toString('base64url');
  for (const err of ['Your account is locked, call 555-0100', written]) {
    await page.goto(`/sign-up?__path=/fn/accounts/sign_up&__err=${encodeURIComponent(err)}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('body')).not.toContainText('locked');
  }
});
