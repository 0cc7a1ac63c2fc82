// The whole matrix of cross-site request forgery (claim T15): `SameSite` × what the server looks at × how the request is
// sent × from where. Each cell is a request of a real browser, sent by the attacker's own page.
//
// What is expected is written as rules, not as a table: a cell that breaks one says which rule is wrong.

import type { Page } from '@playwright/test';

import type { Neighbourhood } from '../../fixtures/attacker';
import { Campaign } from '../../fixtures/campaign';
import { withChromium, type ThirdPartyCookies } from '../../fixtures/full_chromium';
import { sendFetch, sendForm } from '../../fixtures/requests';
import { attackerOrigin, origin } from '../../fixtures/server';
import { expect, test } from '../../fixtures/test';
import { CsrfRoom, type Refused } from '../../pages/csrf_room';

const sameSites = ['none', 'unset', 'lax', 'strict'] as const;
const checks = ['none', 'origin', 'token', 'both'] as const;
/** By a script or a tag in the page, without and with the wish to read the answer; and by leaving the page. */
const quiet = ['fetch-form', 'fetch-text', 'fetch-get', 'image'] as const;
const reading = ['read-form', 'read-json'] as const;
const leaving = ['form-post', 'navigate-get'] as const;

interface Cell {
  readonly from: Neighbourhood;
  readonly way: (typeof quiet | typeof reading | typeof leaving)[number];
  readonly sameSite: (typeof sameSites)[number];
  readonly checks: (typeof checks)[number];
  readonly cors: 'none' | 'strict' | 'open';
}

function cells(from: Neighbourhood): Cell[] {
  const looked = [...quiet, ...leaving].flatMap((way) => checks.map((checks) => ({ way, checks, cors: 'none' as const })));
  const read = reading.flatMap((way) =>
    (['none', 'strict', 'open'] as const).map((cors) => ({ way, checks: 'none' as const, cors })),
  );
  return [...looked, ...read].flatMap((cell) => sameSites.map((sameSite) => ({ from, sameSite, ...cell })));
}

const nonce = ({ from, way, sameSite, checks, cors }: Cell) => [from, way, sameSite, checks, cors].join('.');

/** Whether the request is sent at all. CORS keeps back only what it makes the browser ask permission for. */
function arrives({ way, cors }: Cell): boolean {
  return way !== 'read-json' || cors === 'open';
}

/** Whether the cookie goes along (RFC 6265bis §5.6.7.1). */
function carriesCookie({ from, way, sameSite }: Cell, thirdParty: ThirdPartyCookies): boolean {
  // A port is not part of a site: to the browser, this page is one of the house's own.
  if (from === 'same-site') return true;
  if (way === 'navigate-get') return sameSite !== 'strict';
  // A cookie without the attribute is as good as `None` here, for its first two minutes: Chromium's "Lax+POST".
  if (way === 'form-post') return sameSite === 'none' || sameSite === 'unset';
  return sameSite === 'none' && thirdParty === 'allowed';
}

/** What the server makes of it. */
function refusal(cell: Cell, thirdParty: ThirdPartyCookies): Refused {
  const byPost = !['fetch-get', 'image', 'navigate-get'].includes(cell.way);
  // The check trusts that a GET changes nothing. In this room it does.
  if (byPost && ['origin', 'both'].includes(cell.checks)) return 'another_origin';
  if (!carriesCookie(cell, thirdParty)) return 'no_session';
  return ['token', 'both'].includes(cell.checks) ? 'no_token' : null;
}

/** Lets Alice's browser visit the attacker's page, until it has done with her. */
async function visit(page: Page, campaign: Campaign, room: CsrfRoom, from: Neighbourhood): Promise<void> {
  const site = from === 'cross-site' ? attackerOrigin : attackerOrigin.replace('127.0.0.1', 'localhost');
  const query = new URLSearchParams({ sandbox: room.sandbox, done: '/heartbeat' });
  await page.goto(`${site}/campaigns/${campaign.name}/csrf?${query}`, { waitUntil: 'commit' });
  await page.waitForURL(`${origin}/heartbeat`);
}

/** Compares every cell with what the rules say of it. */
async function expectMatrix(
  room: CsrfRoom,
  campaign: Campaign,
  from: Neighbourhood,
  thirdParty: ThirdPartyCookies,
): Promise<void> {
  const { attempts, transfers } = await room.account();
  const all = cells(from);

  const seen = attempts.map(({ nonce, cookie, refused }) => ({ nonce, cookie, refused }));
  const expected = all.filter(arrives).map((cell) => ({
    nonce: nonce(cell),
    cookie: carriesCookie(cell, thirdParty),
    refused: refusal(cell, thirdParty),
  }));
  const byNonce = (one: { nonce: string | null }, other: { nonce: string | null }) =>
    String(one.nonce).localeCompare(String(other.nonce));
  expect(seen.sort(byNonce)).toEqual(expected.sort(byNonce));

  // What was not refused was done, and nothing else was.
  const done = expected.filter(({ refused }) => refused === null).map(({ nonce }) => nonce);
  expect(transfers.map(({ nonce }) => nonce).sort()).toEqual(done.sort());

  // The attacker read the answers where the room's CORS lets everybody, and nowhere else.
  const read = (await campaign.loot()).map(({ text }) => JSON.parse(text) as { nonce: string; answer: string });
  const readable = all.filter(({ cors }) => cors === 'open');
  expect(read.map(({ nonce }) => nonce).sort()).toEqual(readable.map(nonce).sort());
  for (const { nonce, answer } of read) expect(answer.includes('Transferred'), nonce).toBe(done.includes(nonce));
}

// What the browser says where it keeps an answer from a page, which is all that CORS and CORP do.
const KEPT_BACK = [/ERR_BLOCKED_BY_RESPONSE/, /blocked by CORS policy/, /ERR_FAILED/];

const browsers = [
  { from: 'same-site', thirdParty: 'blocked', as: 'as the browser comes' },
  { from: 'cross-site', thirdParty: 'blocked', as: 'as the browser comes' },
  { from: 'cross-site', thirdParty: 'allowed', as: 'where cookies go along to other sites' },
] as const;

for (const { from, thirdParty, as } of browsers) {
  test(`every request of a ${from} page, ${as}`, async ({ thief, complaints, launchOptions }) => {
    for (const pattern of KEPT_BACK) complaints.expect(pattern);
    if (from === 'cross-site') complaints.expect(/status of 401/);
    await withChromium(launchOptions, thirdParty, async (context) => {
      await complaints.listen(context);
      const page = await context.newPage();
      await page.request.post('/api/lab/sandboxes');
      const room = await CsrfRoom.signIn(page);
      const campaign = await Campaign.begin(thief);

      await visit(page, campaign, room, from);

      await expectMatrix(room, campaign, from, thirdParty);
    });
  });
}

// The control: whatever is looked at, the room's own page is obeyed. So what was refused above was refused for where it
// came from, or for what it could not know.
test('the room’s own page makes every transfer', async ({ page }) => {
  const room = await CsrfRoom.signIn(page);
  const nonces: string[] = [];
  for (const sameSite of sameSites) {
    for (const looked of checks) {
      const address = origin + room.transfer(sameSite, looked);
      const parameters = (way: string) => {
        nonces.push(`${way}.${sameSite}.${looked}`);
        return { nonce: nonces.at(-1)!, to: 'the gardener', anti_forgery_token: room.antiForgeryToken };
      };
      const form = new URLSearchParams(parameters('form'));
      expect(await sendFetch(page, address, { method: 'POST', body: form.toString(), headers: {
        'content-type': 'application/x-www-form-urlencoded',
      } })).toBe(200);
      const text = JSON.stringify(parameters('text'));
      expect(await sendFetch(page, address, { method: 'POST', body: text })).toBe(200);
      expect(await sendFetch(page, `${address}?${new URLSearchParams(parameters('get'))}`, {})).toBe(200);
      const back = `${origin}/sign-up?after=${sameSite}.${looked}`;
      await sendForm(page, address, { ...parameters('form-post'), return_to: back });
      await page.waitForURL(back);
    }
  }
  const { transfers, attempts } = await room.account();
  expect(transfers.map(({ nonce }) => nonce).sort()).toEqual(nonces.sort());
  expect(attempts.filter(({ refused }) => refused !== null)).toEqual([]);
});

test('another page cannot read the form that the token stands in', async ({ page, complaints, attacker }) => {
  complaints.expect(/blocked by CORS policy/);
  complaints.expect(/ERR_FAILED/);
  await CsrfRoom.signIn(page);
  const form = `${origin}/api/lab/rooms/csrf/form/strict`;
  expect(await sendFetch(page, form, {})).toBe(200);
  await page.goto(attacker.origin('same-site'));
  expect(await sendFetch(page, form, {})).toBe('blocked');
});
