// Replay: somebody copied the credential while it was good, and uses the copy after its owner has logged out.
//
// The token door forgets in the browser alone, so the copy opens the profile until it expires (claim T4). The session
// door deletes the row, and every copy is worthless from that moment (claim T11).

import { doors, sessionDoor } from '../../fixtures/doors';
import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';
import { ComparePage } from '../../pages/compare';

for (const door of doors) {
  // ASVS 7.4.1
  test(`${door.title}: a copy made before log out gets ${door.copyAfterLogOut} after it`, async ({ page, thief }) => {
    const compare = new ComparePage(page);
    await compare.open();
    const panel = compare.door(door);
    await panel.enter(alice);
    await expect(panel.who).toBeVisible();

    const copy = { headers: await door.copyCredential(page) };
    const before = await thief.get(door.profile, copy);
    expect(before.status()).toBe(200);
    expect((await before.json()).email).toBe(alice.email);

    await panel.logOut.click();
    await expect(panel.signIn).toBeVisible();

    const after = await thief.get(door.profile, copy);
    expect(after.status()).toBe(door.copyAfterLogOut);
  });
}

// ASVS 7.2.4
test('signing in again at the session door kills the id from before', async ({ page, thief }) => {
  const account = new AccountPage(page);
  await account.enter(alice);
  await expect(account.who).toBeVisible();
  const first = { headers: await sessionDoor.copyCredential(page) };

  const { email, password } = alice;
  expect((await page.request.post(sessionDoor.logIn, { data: { email, password } })).status()).toBe(200);

  expect(await sessionDoor.copyCredential(page)).not.toEqual(first.headers);
  expect((await thief.get(sessionDoor.profile, first)).status()).toBe(401);
});

// A page that reads all the time may have a question under way while its visitor signs in again or changes the
// password. The answer to the old cookie comes late, and must not take the new one away.
test('the answer to an old cookie leaves the browser’s cookie alone', async ({ page, thief }) => {
  const account = new AccountPage(page);
  await account.enter(alice);
  await expect(account.who).toBeVisible();
  const old = { headers: await sessionDoor.copyCredential(page) };
  await account.choose(alice.password, 'a looking glass has two sides');
  await expect(account.done).toBeVisible();

  for (const path of [sessionDoor.profile, '/api/session/devices', '/compare', '/account']) {
    expect((await thief.get(path, old)).headers()['set-cookie'], path).toBeUndefined();
  }
});
