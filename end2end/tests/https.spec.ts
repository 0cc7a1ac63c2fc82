// The lab over HTTPS, as readers in Safari need it: the same two doors, and no way back to plain HTTP.

import { HttpsServer } from '../fixtures/https_server';
import { alice } from '../fixtures/people';
import { expect, test as base } from '../fixtures/test';
import { ComparePage } from '../pages/compare';
import { ExperimentPage } from '../pages/experiment';

const test = base.extend<object, { server: HttpsServer }>({
  server: [
    async ({}, use) => {
      const server = await HttpsServer.open();
      await use(server);
      await server.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.origin),
  // Nobody vouches for a certificate that a laboratory made for itself.
  ignoreHTTPSErrors: true,
});

// ASVS 3.4.1
test('both doors open, and every answer asks for HTTPS from then on', async ({ page, context }) => {
  const compare = new ComparePage(page);
  await compare.openSignedIn();

  const [cookie] = (await context.cookies()).filter(({ name }) => name === '__Host-session');
  expect(cookie).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Lax', path: '/' });
  const reloaded = await page.reload();
  expect(reloaded!.headers()['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
  await expect(compare.session.who).toHaveText(alice.name);
  await expect(compare.token.who).toHaveText(alice.name);
  await expect(compare.session.wire).not.toHaveCount(0);

  await compare.session.logOut.click();
  await expect(compare.session.signIn).toBeVisible();
});

// Claims T8 and T15: the wall's script reaches the attacker, and his page on another port is still of the same site.
for (const { slug, fallen, standing } of [
  { slug: 'token-theft', fallen: 'local_storage_jwt', standing: 'cookie_session' },
  { slug: 'csrf', fallen: 'strict', standing: 'cookie_session' },
]) {
  test(`${slug} is played to the same verdicts as without`, async ({ page, server, complaints }) => {
    complaints.allow(/.*/);
    const sheet = new ExperimentPage(page, slug);
    await sheet.open();
    await expect(page.getByRole('note')).toContainText(server.attackerOrigin);
    await sheet.predict();
    const runs = await (await page.request.get(`/api/lab/experiments/${slug}/runs`)).json();
    const verdict = (arm: string) => runs.find((run: { arm: string }) => run.arm === arm);
    expect(verdict(fallen), `${fallen} of ${slug}`).toMatchObject({ verdict: 'fell' });
    expect(verdict(standing), `${standing} of ${slug}`).toMatchObject({ verdict: 'stood' });
  });
}
