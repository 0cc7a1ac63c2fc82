// The wall: a script that a stranger posts runs in the victim's page, steals what a script can read, and is tried out
// from the attacker's own server (claim T8). Whatever stops it is shown to have stopped *that*.

import { Campaign } from '../fixtures/campaign';
import { alice } from '../fixtures/people';
import { expect, test as base } from '../fixtures/test';
import { ComparePage } from '../pages/compare';
import { WallPage } from '../pages/wall';

const test = base.extend<{ campaign: Campaign; wall: WallPage }>({
  campaign: async ({ thief }, use) => use(await Campaign.begin(thief)),
  // Alice is signed in at both doors, in the very browser that will read the wall.
  wall: async ({ page }, use) => {
    await new ComparePage(page).openSignedIn();
    await use(new WallPage(page));
  },
});

// The image is not there, which is what the payload waits for.
const NO_IMAGE = /status of 404/;

test('a posted script takes the tokens and not the session', async ({ wall, campaign, complaints }) => {
  complaints.expect(NO_IMAGE);
  await wall.open();
  await wall.post('Mallory', `Has anybody seen my keys? ${campaign.payload}`);

  const { localStorage, cookie } = await campaign.firstLoot();
  expect(Object.keys(localStorage).sort()).toEqual(['access_token', 'refresh_token']);
  expect(cookie).toBe('');

  const authorization = `Bearer ${localStorage.access_token}`;
  const withToken = await campaign.replay({ path: '/api/jwt/profile/me', authorization });
  expect(withToken.status).toBe(200);
  expect(JSON.parse(withToken.answer).email).toBe(alice.email);
  const withoutCookie = await campaign.replay({ path: '/api/session/profile/me', cookie });
  expect(withoutCookie.status).toBe(401);
});

for (const [defence, complaint] of [
  ['Escaping', undefined],
  ['Content Security Policy', /violates the following Content Security Policy|policy violation/],
] as const) {
  test(`${defence} stops it`, async ({ wall, campaign, complaints, page }) => {
    complaints.expect(NO_IMAGE);
    await wall.open();
    await wall.post('Mallory', campaign.payload);
    // The positive control: without the defence the very same post steals.
    await campaign.firstLoot();

    if (complaint) complaints.expect(complaint);
    await wall.switchOn(defence);
    const stolen = (await campaign.loot()).length;
    await page.reload({ waitUntil: 'networkidle' });
    await campaign.knock();

    expect((await campaign.loot()).length).toBe(stolen + 1);
    if (defence === 'Escaping') await expect(wall.posts).toContainText('onerror=');
  });
}

test('another sandbox reads another wall', async ({ wall, complaints, browser }) => {
  await wall.open();
  await wall.post('Alice', 'For us alone.');

  const elsewhere = await browser.newContext();
  await complaints.listen(elsewhere);
  await elsewhere.request.post('/api/lab/sandboxes');
  const theirs = new WallPage(await elsewhere.newPage());
  await theirs.open();
  await expect(theirs.posts).toHaveCount(0);
  await elsewhere.close();

  await wall.clear();
});
