// The session cookie: each attribute keeps somebody out, and its value is nobody's to see.

import type { Page } from '@playwright/test';

import { alice } from '../../fixtures/people';
import { SESSION, sessionCookie } from '../../fixtures/session_cookie';
import { expect, test } from '../../fixtures/test';
import { AccountPage } from '../../pages/account';
import { ComparePage } from '../../pages/compare';

// ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4, 3.3.5
test('the browser keeps it as strictly as a browser can', async ({ page, context, baseURL }) => {
  const compare = new ComparePage(page);
  await compare.open();
  await compare.session.enter(alice);
  await expect(compare.session.who).toBeVisible();

  const cookie = await sessionCookie(context);
  expect(cookie).toMatchObject({
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    path: '/',
    // It goes with the browser; how long the session lives is the server's to say.
    expires: -1,
    // Without a `Domain` attribute the browser notes the very host, with no dot before it.
    domain: new URL(baseURL!).hostname,
  });
  expect(cookie.name.length + cookie.value.length).toBeLessThan(4096);
  // 128 random bits at least, in base64.
  expect(cookie.value.length).toBeGreaterThanOrEqual(22);
});

test('it is set once, by the sign-in, and taken back by the log out', async ({ page, context }) => {
  const compare = new ComparePage(page);
  await compare.open();
  expect((await context.cookies()).filter(({ name }) => name === SESSION)).toEqual([]);

  const signedIn = page.waitForResponse((response) => response.url().endsWith('/fn/session/log_in'));
  await compare.session.enter(alice);
  const setCookie = (await (await signedIn).headersArray()).filter(
    ({ name, value }) => name.toLowerCase() === 'set-cookie' && value.startsWith(`${SESSION}=`),
  );
  expect(setCookie).toHaveLength(1);
  expect(setCookie[0]!.value).not.toMatch(/domain|expires|max-age/i);

  await compare.session.logOut.click();
  await expect(compare.session.signIn).toBeVisible();
  expect((await context.cookies()).filter(({ name }) => name === SESSION)).toEqual([]);
});

// ASVS 14.3.1
test('a log out empties the browser’s cache, and leaves the other door’s tokens alone', async ({ page }) => {
  const compare = new ComparePage(page);
  await compare.openSignedIn();

  const loggedOut = page.waitForResponse((response) => response.url().endsWith('/fn/session/log_out'));
  await compare.session.logOut.click();

  expect(await (await loggedOut).headerValue('clear-site-data')).toBe('"cache"');
  await expect(compare.session.signIn).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('access_token'))).not.toBeNull();
});

// ASVS 3.3.4
test('its value is in no answer, no page and no stream', async ({ page, context }) => {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    // The wire is a stream that does not end; it is read below.
    if (!response.url().endsWith('/api/lab/wire')) bodies.push(response.text().catch(() => ''));
  });
  const compare = new ComparePage(page);
  await compare.openSignedIn();
  const { value } = await sessionCookie(context);
  const accessToken = await page.evaluate(() => localStorage.getItem('access_token')!);
  await compare.session.showProfile.click();
  await expect(compare.session.profile).toBeVisible();
  await page.reload();
  await expect(compare.session.wire.filter({ hasText: '/fn/session/log_in' })).toHaveCount(1);
  const live = await page.content();
  await new AccountPage(page).open();
  for (const path of ['/api/session/profile/me', '/api/session/devices', '/compare', '/account']) {
    bodies.push((await context.request.get(path)).text());
  }


  const everything = [...(await Promise.all(bodies)), live, await page.content(), await wire(page)].join('\n');

  // The search finds what is there: the other door's token in its answer, and the shortened cookie on the wire.
  expect(everything).toContain(accessToken);
  expect(everything).toContain(`${SESSION}=${value.slice(0, 6)}…`);
  expect(everything).not.toContain(value);
  expect(everything).not.toContain(encodeURIComponent(value));
});

/** What the stream of the wire has said by the time it tells of the cookie. */
function wire(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const reader = (await fetch('/api/lab/wire')).body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!heard.includes('"path":"/account"')) heard += (await reader.read()).value ?? '';
    await reader.cancel();
    return heard;
  });
}
