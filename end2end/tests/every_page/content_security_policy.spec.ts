// The policy that every page comes with. That nothing on a page violates it is checked by every test there is.

import { expect, test } from '../../fixtures/test';

const pages = ['/', '/compare', '/sign-up', '/account', '/claims/T15/proof', '/no-such-room'];

// ASVS 3.4.3, 3.4.6
for (const path of pages) {
  test(`${path} names what it needs and forbids the rest`, async ({ request }) => {
    const policy = (await request.get(path)).headers()['content-security-policy'];
    const directives = policy!.split(';').map((directive) => directive.trim());

    expect(directives).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
      ]),
    );
    expect(policy).toMatch(/script-src 'nonce-[\w+/=-]{16,}'/);
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|data:|\*/);
  });

  test(`${path} never uses a nonce twice`, async ({ request }) => {
    const nonces = new Set<string>();
    for (let time = 0; time < 5; time += 1) {
      const policy = (await request.get(path)).headers()['content-security-policy'];
      nonces.add(/'nonce-([^']+)'/.exec(policy!)![1]!);
    }
    expect(nonces.size).toBe(5);
  });
}

// ASVS 3.4.4, 3.4.5, 3.4.8, 3.5.8
test('pages, programs and files all come with the other headers', async ({ request }) => {
  for (const path of [...pages, '/heartbeat', '/api/session/profile/me', '/favicon.svg']) {
    expect((await request.get(path)).headers(), path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
  }
});

// ASVS 3.4.7
test('a violation is reported to us, and the report is taken', async ({ page, complaints }) => {
  complaints.expect(/violates the following Content Security Policy/);
  complaints.expect(/policy violation: img-src/);
  await page.goto('/');

  const reported = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/csp-reports'));
  await page.evaluate(() => document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:1/' })));

  expect((await (await reported).response())?.status()).toBe(204);
});
