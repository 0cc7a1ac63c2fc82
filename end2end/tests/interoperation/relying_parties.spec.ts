// Software that no one here wrote signs its users in through the embedded provider, in a real browser: npm `openid-client`,
// a certified relying party, and PyPI `Authlib`.

import { JWT, listen } from '../../fixtures/everything';
import { clientNames, HouseWithClients } from '../../fixtures/house_with_clients';
import { alice } from '../../fixtures/people';
import { expect, test as base } from '../../fixtures/test';
import { RelyingPartyPage } from '../../pages/relying_party';

const test = base.extend<object, { house: HouseWithClients }>({
  house: [
    async ({}, use) => {
      const house = await HouseWithClients.open();
      await use(house);
      await house.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house.house.origin),
});

// The programs are started once, for all.
test.describe.configure({ mode: 'default' });

/** A request to a name below `localhost`, which browsers know to be this machine, and Node does not. */
function withoutNames(address: string, headers: Record<string, string>): [string, { headers: Record<string, string> }] {
  const { host, port, pathname } = new URL(address);
  return [`http://127.0.0.1:${port}${pathname}`, { headers: { ...headers, host } }];
}

for (const name of clientNames) {
  test.describe(name, () => {
    test('learns who its user is, and the browser gets no token', async ({ page, house }) => {
      const party = house.clients[name];
      const before = party.issued.length;
      const everything = await listen(page);
      const client = new RelyingPartyPage(page, party);
      await client.open();
      await client.signIn(alice);
      await expect(client.claim('sub')).toHaveText('ready-alice');
      await expect(client.claim('name')).toHaveText(alice.name);
      await expect(client.claim('email')).toHaveText(alice.email);
      for (const times of ['1', '2']) {
        await client.refresh.click();
        await expect(client.claim('refreshed')).toHaveText(times);
      }

      const issued = party.issued.slice(before);
      const tokens = issued.flatMap((set) => Object.values(set) as string[]);
      expect(new Set(tokens).size, 'three sets of three tokens, each another').toBe(9);
      for (const { id_token } of issued) expect(id_token, 'the control: an ID token would be known').toMatch(JWT);

      const seen = await everything();
      expect(seen, 'the control: what the browser got was looked at').toContain('ready-alice');
      expect(seen, 'the control: cookies as well').toMatch(/"set-cookie":"[^"]*_session=/i);
      expect(seen, 'the control: and redirects').toContain('code=');
      for (const token of tokens) expect(seen).not.toContain(token);
      expect(seen).not.toMatch(JWT);
    });

    test('signs its user out at the provider too, which asks', async ({ page, house }) => {
      const client = new RelyingPartyPage(page, house.clients[name]);
      await client.open();
      await client.signIn(alice);
      await expect(client.claim('sub')).toHaveText('ready-alice');
      await client.signOutEverywhere();

      await client.signInLink.click();
      await expect(client.provider.signIn, 'the provider has forgotten them').toBeVisible();
    });

    // RFC 9700 §2.1.1, RFC 7636 §4.6, RFC 6749 §4.1.2
    for (const { fault, error } of [
      { fault: 'no-pkce', error: 'invalid_request' },
      { fault: 'plain-pkce', error: 'invalid_request' },
      { fault: 'wrong-verifier', error: 'invalid_grant' },
      { fault: 'code-twice', error: 'invalid_grant' },
    ]) {
      test(`is refused for ${fault}, by the name of the standard`, async ({ page, house, complaints }) => {
        complaints.expect(/status of 400/);
        const party = house.clients[name];
        const before = party.issued.length;
        const client = new RelyingPartyPage(page, party);
        // A question without PKCE is sent back before anybody is asked to sign in.
        if (error === 'invalid_request') await page.goto(`${party.origin}/sign-in?fault=${fault}`);
        else await client.signIn(alice, fault);
        await expect(client.refusal).toHaveText(error);

        const issued = party.issued.slice(before);
        expect(issued).toHaveLength(fault === 'code-twice' ? 1 : 0);
        for (const { access_token } of issued) {
          const userinfo = `${house.house.idpOrigin}/realms/default/userinfo`;
          const answer = await page.request.get(...withoutNames(userinfo, { authorization: `Bearer ${access_token}` }));
          expect(answer.status(), 'what the code bought at first is revoked').toBe(401);
        }
      });
    }
  });
}

test('one sign-in does for both, and so does one sign-out', async ({ page, house, thief }) => {
  const [first, second] = clientNames.map((name) => new RelyingPartyPage(page, house.clients[name]));
  await first!.open();
  await first!.signIn(alice);
  await expect(first!.claim('sub')).toHaveText('ready-alice');
  await second!.open();
  // Nobody is asked for a password: the provider knows the browser.
  await second!.signInLink.click();
  await expect(second!.claim('sub')).toHaveText('ready-alice');

  const copied = await page.context().cookies(first!.party.origin);
  const headers = { cookie: copied.map(({ name, value }) => `${name}=${value}`).join('; ') };
  const copy = async () => (await thief.get(...withoutNames(first!.party.origin, headers))).text();
  expect(await copy(), 'the control: a copy of the cookie is good while its owner is signed in').toContain('ready-alice');

  await second!.signOutEverywhere();
  await first!.open();
  await expect(first!.signInLink, 'the provider told it').toBeVisible();
  expect(await copy()).not.toContain('ready-alice');
});
