// Reading changes nothing: a link, an image or a prefetch reaches every address by GET, with the `Lax` cookie on top.

import { neighbourhoods } from '../../fixtures/attacker';
import { houseState, signInAlice } from '../../fixtures/house_state';
import { admin } from '../../fixtures/people';
import { expect, test } from '../../fixtures/test';

const credentials = `email=${admin.email}&password=${admin.password}`;

/** Every address that changes something when it is asked by the right method. */
const addresses = [
  '/api/accounts',
  '/api/session/login',
  '/api/session/logout',
  '/api/session/name?name=Mallory',
  '/api/jwt/login',
  '/api/jwt/refresh',
  '/api/jwt/logout',
  '/api/jwt/name?name=Mallory',
  '/api/lab/sandboxes',
  `/fn/session/log_in?${credentials}`,
  '/fn/session/log_out',
  '/fn/session/end_all_devices',
  '/fn/session/end_device',
  '/fn/session/change_name?name=Mallory',
  '/fn/session/change_password',
  '/fn/accounts/sign_up',
  '/fn/lab/create_sandbox',
];

// ASVS 3.5.3
for (const method of ['GET', 'HEAD', 'OPTIONS']) {
  test(`${method} changes nothing anywhere`, async ({ page }) => {
    const before = await signInAlice(page);
    const { devices } = (await houseState(page)) as { devices: string[] };

    for (const address of [...addresses, `/api/session/devices/${devices[0]}`, `/fn/session/end_device?device=${devices[0]}`]) {
      const response = await page.request.fetch(address, { method, maxRedirects: 0 });
      expect([404, 405], `${method} ${address}`).toContain(response.status());
      expect(response.headers()['set-cookie'], address).toBeUndefined();
      expect(await houseState(page), address).toEqual(before);
    }
  });
}

for (const from of neighbourhoods) {
  test(`a ${from} link to the log out leaves the victim signed in`, async ({ page, attacker, baseURL, complaints }) => {
    complaints.expect(/status of 405/);
    const before = await signInAlice(page);
    attacker.serve('/', 'text/html', `<!doctype html><a href="${baseURL}/fn/session/log_out">A cat</a>`);
    await page.goto(attacker.origin(from));

    const answer = page.waitForResponse(`${baseURL}/fn/session/log_out`);
    await page.getByRole('link').click();

    expect((await answer).status()).toBe(405);
    expect(await houseState(page)).toEqual(before);
  });
}
