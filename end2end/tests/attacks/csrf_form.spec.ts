// Cross-site request forgery by a form (claim T15): the victim is signed in and visits the attacker's page, which
// sends a form to our house. The browser attaches our cookies wherever `SameSite` lets it.
//
// `SameSite=Lax` keeps the cookie home only when the attacker lives on another site. On another port of the same host
// the cookie goes along, and nothing but the look at the origin stands between the form and its deed.

import { neighbourhoods } from '../../fixtures/attacker';
import { houseState, signInAlice } from '../../fixtures/house_state';
import { admin, alice } from '../../fixtures/people';
import { sendForm, type Fields } from '../../fixtures/requests';
import { SESSION } from '../../fixtures/session_cookie';
import { expect, test } from '../../fixtures/test';

interface Deed {
  readonly name: string;
  readonly path: string;
  readonly fields: Fields;
}

const deeds: readonly Deed[] = [
  { name: 'logs the victim out', path: '/fn/session/log_out', fields: {} },
  { name: 'logs the victim out through the JSON address', path: '/api/session/logout', fields: {} },
  { name: 'ends all of the victim’s devices', path: '/fn/session/end_all_devices', fields: {} },
  { name: 'changes the victim’s name', path: '/fn/session/change_name', fields: { name: 'Mallory' } },
  {
    name: 'changes the victim’s password',
    path: '/fn/session/change_password',
    fields: { current: alice.password, new: 'a password of the thief' },
  },
  {
    name: 'signs the victim in as somebody else',
    path: '/fn/session/log_in',
    fields: { email: admin.email, password: admin.password },
  },
  { name: 'moves the victim to another sandbox', path: '/fn/lab/create_sandbox', fields: {} },
];

for (const { name, path, fields } of deeds) {
  // ASVS 3.5.1
  for (const from of neighbourhoods) {
    test(`a ${from} form that ${name} is refused`, async ({ page, attacker, complaints, baseURL }) => {
      complaints.expect(/status of 403/);
      const before = await signInAlice(page);
      await page.goto(attacker.origin(from));

      const answer = await sendForm(page, baseURL + path, fields);

      expect(answer.status()).toBe(403);
      const { cookie = '' } = await answer.request().allHeaders();
      expect(cookie.includes(SESSION), 'the cookie goes along').toBe(from === 'same-site');
      expect(await houseState(page)).toEqual(before);
    });
  }

  // The control: the deed is real, and the same form does it from our own page.
  test(`a form of our own that ${name} is obeyed`, async ({ page, baseURL }) => {
    const before = await signInAlice(page);
    await page.goto('/account');

    const answer = await sendForm(page, baseURL + path, fields);

    expect(answer.status()).toBeLessThan(400);
    expect(await houseState(page)).not.toEqual(before);
  });
}
