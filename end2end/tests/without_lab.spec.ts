// A house without the lab: a person comes in and goes out again, reads every page in peace, and downloads no program for it.

import { test as base, expect } from '@playwright/test';

import { Complaints } from '../fixtures/complaints';
import { House } from '../fixtures/house';
import { alice, dinah } from '../fixtures/people';
import { beyond, objections, torn } from '../fixtures/readable';
import { AccountPage } from '../pages/account';
import { SignUpPage } from '../pages/sign_up';

/** One house for all tests of a worker; each has an account of its own in it. */
const test = base.extend<{ complaints: Complaints }, { house: House }>({
  house: [
    async ({}, use) => {
      const house = await House.open({}, { lab: 'off' });
      await use(house);
      await house.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house.origin),
  complaints: async ({ context }, use) => {
    const complaints = new Complaints();
    await complaints.listen(context);
    await use(complaints);
    await complaints.settle();
  },
});

for (const scripts of ['on', 'off']) {
  test.describe(`with scripts ${scripts}`, () => {
    test.use({ javaScriptEnabled: scripts === 'on' });

    test('somebody signs up, in, and out again', async ({ page, complaints: _ }) => {
      const somebody = { ...dinah, email: `dinah-${scripts}@example.test` };
      const downloaded: string[] = [];
      page.on('request', (request) => downloaded.push(new URL(request.url()).pathname));

      const signUp = new SignUpPage(page);
      await signUp.signUp(somebody);
      await expect(signUp.done).toContainText('the account exists now');
      await page.getByRole('link', { name: 'Sign in' }).click();

      const account = new AccountPage(page);
      await account.enter(somebody);
      await expect(account.who).toHaveText(somebody.name);
      await expect(account.thisDevice).toHaveCount(1);
      await account.rename('Dinah II');
      await expect(account.done).toHaveText('Your name is changed.');
      await account.logOut.click();
      await expect(account.signIn).toBeVisible();

      expect(downloaded, 'the control').toContain('/pkg/two-doors.css');
      expect(downloaded.filter((path) => /\.(wasm|js)$/.test(path))).toEqual([]);
    });
  });
}

test('the account that every lab has does not open', async ({ page, complaints: _ }) => {
  const account = new AccountPage(page);
  await account.enter(alice);
  await expect(account.refusal).toContainText('Invalid credentials');
});

test('every page is readable', async ({ page, complaints }) => {
  // The browser says so itself of the page that is not there.
  complaints.expect(/status of 404/);
  const somebody = { ...dinah, email: 'dinah-reads@example.test' };
  const account = new AccountPage(page);
  const rooms = [
    () => page.goto('/sign-up'),
    () => new SignUpPage(page).signUp(somebody),
    () => page.goto('/account'),
    () => page.goto('/no-such-room'),
    () => account.enter(somebody),
  ];
  for (const open of rooms) {
    await open();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect.soft(await objections(page), page.url()).toEqual([]);
    for (const width of [320, 1280, 2560]) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await beyond(page), `pixels beyond ${width} at ${page.url()}`).toBe(0);
      expect.soft(await torn(page), `words torn at ${width} at ${page.url()}`).toEqual([]);
    }
  }
});
