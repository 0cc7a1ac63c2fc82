// Login CSRF (claim P3): the attacker's page signs Alice's browser in to *his* account. She does not notice, writes down
// what is hers, and he reads it at home. This is what an anti-forgery token on a sign-in stops.

import type { Page } from '@playwright/test';

import { neighbourhoods, type Neighbourhood } from '../../fixtures/attacker';
import { Campaign } from '../../fixtures/campaign';
import { alice } from '../../fixtures/people';
import { attackerOrigin, origin } from '../../fixtures/server';
import { expect, test } from '../../fixtures/test';
import { LoginCsrfRoom } from '../../pages/login_csrf_room';

const MALLORY = 'mallory@example.test';
const CARD = 'My card is 4111 1111 1111 1111';
const HOME = '/sign-up';

/** Lets the browser visit the attacker's page, until it has done with it. */
async function visit(page: Page, campaign: Campaign, from: Neighbourhood, plant = false): Promise<void> {
  const site = from === 'cross-site' ? attackerOrigin : attackerOrigin.replace('127.0.0.1', 'localhost');
  const query = new URLSearchParams({ sandbox: await sandboxOf(page), done: `${HOME}?visited`, plant: String(plant) });
  await page.goto(`${site}/campaigns/${campaign.name}/login-csrf?${query}`, { waitUntil: 'commit' });
  await page.waitForURL(`${origin}${HOME}?visited`);
}

async function sandboxOf(page: Page): Promise<string> {
  return (await page.context().cookies()).find(({ name }) => name === '__Host-sandbox')!.value;
}

/** Throws a switch of this sandbox, as a program does: a script in a page would be told to click. */
async function switchOn(page: Page, defence: string): Promise<void> {
  const answer = await page.request.post('/fn/lab/switch_defence', { form: { defence, on: 'true' } });
  expect(answer.status()).toBe(200);
}

for (const from of neighbourhoods) {
  test(`a ${from} page signs Alice in as somebody else, who reads what she writes`, async ({ page, thief }) => {
    const room = new LoginCsrfRoom(page);
    const campaign = await Campaign.begin(thief);
    await page.goto(HOME);
    expect(await room.signIn(alice)).toBe(200);
    expect(await room.who()).toBe(alice.email);

    await visit(page, campaign, from);

    expect(await room.who()).toBe(MALLORY);
    expect(await room.write(CARD)).toBe(201);
    const { status, answer } = await campaign.readNotes(await sandboxOf(page));
    expect(status).toBe(200);
    expect(answer).toContain(CARD);
  });

  for (const [defence, refused] of [
    ['origin-check', 'another_origin'],
    ['anti-forgery-token', 'no_token'],
  ] as const) {
    test(`${defence} stops a ${from} page, and not Alice`, async ({ page, thief }) => {
      const room = new LoginCsrfRoom(page);
      const campaign = await Campaign.begin(thief);
      await page.goto(HOME);
      await switchOn(page, defence);
      expect(await room.signIn(alice)).toBe(200);

      await visit(page, campaign, from);

      expect(await room.lastRefusal()).toBe(refused);
      expect(await room.who()).toBe(alice.email);
      expect(await room.write(CARD)).toBe(201);
      expect(await room.notes()).toEqual([CARD]);
      const { status, answer } = await campaign.readNotes(await sandboxOf(page));
      expect(status).toBe(200);
      expect(JSON.parse(answer)).toEqual({ notes: [] });
    });
  }
}

// What the token alone does not stop. A server on another port of the same host may set the host's cookies, `__Host-` ones
// too: it puts the cookie of its own form into Alice's browser, and knows the token that belongs to it.
for (const [from, defences, who] of [
  ['cross-site', ['anti-forgery-token'], alice.email],
  ['same-site', ['anti-forgery-token'], MALLORY],
  ['same-site', ['anti-forgery-token', 'origin-check'], alice.email],
] as const) {
  test(`a ${from} page that plants a cookie, against ${defences.join(' and ')}: ${who}`, async ({ page, thief }) => {
    const room = new LoginCsrfRoom(page);
    const campaign = await Campaign.begin(thief);
    await page.goto(HOME);
    for (const defence of defences) await switchOn(page, defence);
    expect(await room.signIn(alice)).toBe(200);

    await visit(page, campaign, from, true);

    expect(await room.who()).toBe(who);
  });
}
