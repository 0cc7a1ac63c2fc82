// Signing in and out on /compare: one suite, run through both doors, for to a visitor they are alike.

import { doors } from '../../fixtures/doors';
import { admin, alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { ComparePage } from '../../pages/compare';

for (const door of doors) {
  test.describe(door.title, () => {
    test('shows who signed in, and their profile', async ({ page }) => {
      const compare = new ComparePage(page);
      await compare.open();
      const panel = compare.door(door);

      await panel.enter(alice);
      await expect(panel.who).toHaveText(alice.name);
      await expect(panel.signIn).toBeHidden();

      await panel.showProfile.click();
      await expect(panel.profile).toContainText(alice.email);
      await expect(panel.profile).toContainText('user');
    });

    test('lets in the admin as the admin', async ({ page }) => {
      const compare = new ComparePage(page);
      await compare.open();
      const panel = compare.door(door);

      await panel.enter(admin);
      await panel.showProfile.click();

      await expect(panel.profile).toContainText(admin.email);
      await expect(panel.profile).toContainText('admin');
    });

    test('is still open after a reload', async ({ page }) => {
      const compare = new ComparePage(page);
      await compare.open();
      await compare.door(door).enter(alice);
      await expect(compare.door(door).who).toBeVisible();

      await page.reload();

      await expect(compare.door(door).who).toHaveText(alice.name);
    });

    test('refuses a wrong password in words, at this door and nowhere else', async ({ page, complaints }) => {
      complaints.expect(/status of 401/);
      const compare = new ComparePage(page);
      await compare.open();

      await compare.door(door).enter({ ...alice, password: 'off with her head' });

      await expect(compare.door(door).refusal).toHaveText('Invalid credentials');
      await expect(page.getByRole('alert')).toHaveCount(1);
      await expect(compare.door(door).who).toBeHidden();
    });

    // ASVS 6.3.8
    test('says the same of somebody who has no account', async ({ page, complaints }) => {
      complaints.expect(/status of 401/);
      const compare = new ComparePage(page);
      await compare.open();

      await compare.door(door).enter({ email: 'nobody@example.test', password: alice.password });

      await expect(compare.door(door).refusal).toHaveText('Invalid credentials');
    });

    // ASVS 6.3.1
    test('asks whoever goes on guessing to wait', async ({ page, complaints }) => {
      complaints.expect(/status of (401|429)/);
      const compare = new ComparePage(page);
      await compare.open();
      const { refusal } = compare.door(door);

      // Five mistakes are free, and the sixth costs a second. Whoever is slower than that makes a seventh for two.
      for (const password of ['one', 'two', 'three', 'four', 'five']) {
        const refused = await page.request.post(door.logIn, { data: { email: alice.email, password } });
        expect(refused.status()).toBe(401);
      }
      await expect(async () => {
        await compare.door(door).enter({ ...alice, password: 'and one more' });
        await expect(refusal).toHaveText(/^Too many attempts\. Try again in \d+ s\.$/, { timeout: 1_000 });
      }).toPass();
    });

    test('says so when the server does not answer', async ({ page, context, complaints }) => {
      complaints.expect(/ERR_INTERNET_DISCONNECTED/);
      const compare = new ComparePage(page);
      await compare.open();

      await context.setOffline(true);
      await compare.door(door).enter(alice);

      await expect(compare.door(door).refusal).toContainText('The server does not answer');
    });

    test('closes when its visitor logs out, and stays closed after a reload', async ({ page }) => {
      const compare = new ComparePage(page);
      await compare.open();
      const panel = compare.door(door);
      await panel.enter(alice);

      await panel.logOut.click();
      await expect(panel.signIn).toBeVisible();
      await expect(panel.refusal).toBeHidden();

      await page.reload();
      await expect(compare.signInToBoth).toBeEnabled();
      await expect(panel.signIn).toBeVisible();
      await expect(panel.who).toBeHidden();
    });

    test('leaves the other door as it was', async ({ page }) => {
      const compare = new ComparePage(page);
      await compare.openSignedIn();

      await compare.door(door).logOut.click();

      await expect(compare.door(door).signIn).toBeVisible();
      for (const other of doors.filter((other) => other !== door)) {
        await expect(compare.door(other).who).toHaveText(alice.name);
        expect((await page.request.get(other.profile, { headers: await other.copyCredential(page) })).status()).toBe(200);
      }
    });
  });
}

test('one button signs Alice in at both doors at once', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.open();

  await compare.signInToBoth.click();

  await expect(compare.token.who).toHaveText(alice.name);
  await expect(compare.session.who).toHaveText(alice.name);
});
