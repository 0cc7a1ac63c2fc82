// Replay: somebody copied the credential while it was good, and uses the copy after its owner has logged out.
//
// The token door forgets in the browser alone, so the copy opens the profile until it expires (claim T4). The session
// door deletes the row, and every copy is worthless from that moment (claim T11).

import { doors } from '../../fixtures/doors';
import { alice } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';
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
  const compare = new ComparePage(page);
  const [, session] = doors;
  await compare.open();
  await compare.session.enter(alice);
  await expect(compare.session.who).toBeVisible();
  const first = { headers: await session!.copyCredential(page) };

  const again = await page.request.post('/api/session/login', { data: { email: alice.email, password: alice.password } });
  expect(again.status()).toBe(200);

  expect(await session!.copyCredential(page)).not.toEqual(first.headers);
  expect((await thief.get(session!.profile, first)).status()).toBe(401);
});
