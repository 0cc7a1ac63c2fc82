// Claim T16: the small interface that both doors share, asked from outside, request by request. There is nothing to attack
// here: a door stands if every answer is the one that is promised.

import { isDeepStrictEqual } from 'node:util';

import type { APIResponse, Page } from '@playwright/test';

import { expect, test } from '../fixtures/test';
import { admin, alice, type Person } from '../fixtures/people';
import type { Proof } from './experiments';

type Headers = Record<string, string>;
type Profile = { readonly id: number };

/** What is sent where, and what must come back. */
interface Row {
  readonly asks: string;
  readonly answer: () => Promise<APIResponse>;
  readonly status: number;
  readonly says: unknown;
}

const unauthorized = { message: 'Unauthorized' };

const doors = [
  { door: 'local_storage_jwt', at: '/api/jwt', copyOutlivesLogout: true },
  { door: 'cookie_session', at: '/api/session', copyOutlivesLogout: false },
];

for (const { door, at, copyOutlivesLogout } of doors) {
  test(`contract of ${door}`, async ({ page, thief }, info) => {
    const began = Date.now();
    const theAdmin = await signIn(page, at, admin);
    const { headers, profile } = await signIn(page, at, alice);
    expect(profile).toEqual({ id: profile.id, name: alice.name, email: alice.email, role: 'user' });
    const logIn = (email: string, password: string) => page.request.post(`${at}/login`, { data: { email, password } });
    const profileOf = (id: number | string) => () => thief.get(`${at}/profile/${id}`, { headers });
    const invalid = { message: 'Invalid credentials' };

    const rows: Row[] = [
      { asks: 'the heartbeat', answer: () => thief.get('/heartbeat'), status: 200, says: { status: 'OK' } },
      { asks: 'to log in with a wrong password', answer: () => logIn(alice.email, 'a guess'), status: 401, says: invalid },
      { asks: 'to log in as nobody', answer: () => logIn('nobody@example.test', 'a guess'), status: 401, says: invalid },
      { asks: 'the profile, as a stranger', answer: () => thief.get(`${at}/profile/me`), status: 401, says: unauthorized },
      { asks: 'one’s own profile', answer: profileOf('me'), status: 200, says: profile },
      { asks: 'one’s own profile, by number', answer: profileOf(profile.id), status: 200, says: profile },
      { asks: 'another’s profile', answer: profileOf(theAdmin.profile.id), status: 401, says: unauthorized },
      { asks: 'to log out', answer: () => thief.post(`${at}/logout`, { headers }), status: 200, says: { message: 'Logged out' } },
      copyOutlivesLogout
        ? { asks: 'the profile after that, with a copy', answer: profileOf('me'), status: 200, says: profile }
        : { asks: 'the profile after that, with a copy', answer: profileOf('me'), status: 401, says: unauthorized },
    ];
    const otherwise: string[] = [];
    for (const { asks, answer, status, says } of rows) {
      const answered = await answer();
      const came = [answered.status(), await answered.json()];
      if (!isDeepStrictEqual(came, [status, says])) otherwise.push(`${asks}: ${JSON.stringify(came)}`);
    }
    const proof: Proof = {
      experiment: 'contract',
      claims: ['T16'],
      door,
      defences: [],
      expected: 'stood',
      verdict: otherwise.length === 0 ? 'stood' : 'fell',
      finding: otherwise.join('; ') || `${rows.length} requests, each with the answer that is promised.`,
      took: Date.now() - began,
      exchanges: rows.length,
    };
    await info.attach('proofs', { body: JSON.stringify([proof]), contentType: 'application/json' });
    expect(proof.verdict, proof.finding).toBe(proof.expected);
  });
}

/** Somebody signs in. Returns their profile, and what a program sends along from now on to be them. */
async function signIn(page: Page, at: string, { email, password }: Person): Promise<{ headers: Headers; profile: Profile }> {
  const answer = await page.request.post(`${at}/login`, { data: { email, password } });
  expect(answer.status()).toBe(200);
  const { access_token } = (await answer.json()) as { access_token?: string };
  const cookies = (await page.context().cookies()).filter(({ name }) => name === '__Host-sandbox' || name === '__Host-session');
  const headers: Headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
  if (access_token) headers['authorization'] = `Bearer ${access_token}`;
  const own = await page.request.get(`${at}/profile/me`, { headers });
  expect(own.status()).toBe(200);
  return { headers, profile: (await own.json()) as Profile };
}
