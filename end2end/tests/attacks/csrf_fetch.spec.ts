// Cross-site request forgery by a script (claim T15). CORS keeps the attacker from *reading* answers; a simple request
// is sent all the same, so a JSON body in the clothes of plain text must not slip past the preflight.

import { neighbourhoods } from '../../fixtures/attacker';
import { houseState, signInAlice } from '../../fixtures/house_state';
import { admin } from '../../fixtures/people';
import { nextStatus, sendFetch } from '../../fixtures/requests';
import { expect, test } from '../../fixtures/test';

const asAdmin = JSON.stringify({ email: admin.email, password: admin.password });
const asMallory = JSON.stringify({ name: 'Mallory' });
const text = { 'content-type': 'text/plain' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const json = { 'content-type': 'application/json' };

/** What a browser sends without asking first. */
const simple: readonly [path: string, request: RequestInit][] = [
  ['/api/session/login', { method: 'POST', headers: text, body: asAdmin }],
  ['/api/session/logout', { method: 'POST', headers: text, body: '{}' }],
  ['/api/session/logout', { method: 'POST' }],
  ['/fn/session/log_out', { method: 'POST', headers: text, body: '' }],
  ['/fn/session/log_out', { method: 'POST', headers: form, body: '' }],
  ['/fn/session/end_all_devices', { method: 'POST', headers: form, body: '' }],
  ['/fn/session/change_name', { method: 'POST', headers: form, body: 'name=Mallory' }],
];

/** What a browser asks permission for. */
const preflighted: readonly [path: string, request: RequestInit][] = [
  ['/api/session/login', { method: 'POST', headers: json, body: asAdmin }],
  ['/api/session/devices', { method: 'DELETE' }],
  ['/api/session/name', { method: 'PUT', headers: json, body: asMallory }],
];

for (const from of neighbourhoods) {
  // ASVS 3.5.1, 3.5.2
  test(`a ${from} script’s simple requests are refused`, async ({ page, attacker, baseURL, complaints }) => {
    // The script does not even learn of the refusal: no other origin may have an answer of ours.
    complaints.expect(/ERR_BLOCKED_BY_RESPONSE/);
    const before = await signInAlice(page);
    await page.goto(attacker.origin(from));

    for (const [path, request] of simple) {
      const status = await nextStatus(page);
      expect(await sendFetch(page, baseURL + path, { mode: 'no-cors', ...request }), path).toBe('blocked');
      expect(await status.answered, path).toBe(403);
      expect(await houseState(page)).toEqual(before);
    }
  });

  test(`a ${from} script gets no permission for anything else`, async ({ page, attacker, baseURL, complaints }) => {
    complaints.expect(/blocked by CORS policy|net::ERR_FAILED/);
    const before = await signInAlice(page);
    await page.goto(attacker.origin(from));

    for (const [path, request] of preflighted) {
      expect(await sendFetch(page, baseURL + path, request), path).toBe('blocked');
      expect(await houseState(page)).toEqual(before);
    }
  });
}

// The controls: from our own page the honest request is done, and the disguised one is not.
test('our own script signs in with JSON, and with nothing that pretends to be something else', async ({ page, complaints }) => {
  complaints.expect(/status of 415/);
  const before = await signInAlice(page);
  await page.goto('/account');

  expect(await sendFetch(page, '/api/session/login', { method: 'POST', headers: text, body: asAdmin })).toBe(415);
  expect(await sendFetch(page, '/fn/session/log_out', { method: 'POST', headers: text, body: '' })).toBe(415);
  expect(await houseState(page)).toEqual(before);

  expect(await sendFetch(page, '/api/session/login', { method: 'POST', headers: json, body: asAdmin })).toBe(200);
  expect(await houseState(page)).toMatchObject({ profile: { email: admin.email } });
  expect(await sendFetch(page, '/api/session/name', { method: 'PUT', headers: json, body: asMallory })).toBe(200);
  expect(await houseState(page)).toMatchObject({ profile: { name: 'Mallory' } });
  expect(await sendFetch(page, '/api/session/devices', { method: 'DELETE' })).toBe(200);
  expect(await houseState(page)).toMatchObject({ devices: [] });
});
