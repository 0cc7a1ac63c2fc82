// Other origins read nothing: not by CORS, not as an image, a script or a frame. Each attempt is made on the attacker's
// own bait first, so that we know it would work.

import { neighbourhoods } from '../../fixtures/attacker';
import { signInAlice } from '../../fixtures/house_state';
import { load, sendFetch } from '../../fixtures/requests';
import { expect, test } from '../../fixtures/test';

// ASVS 3.4.2
test('no origin is ever told that it may read', async ({ page, attacker }) => {
  await signInAlice(page);
  const strangers = [attacker.origin('cross-site'), attacker.origin('same-site'), 'null'];

  for (const origin of strangers) {
    for (const path of ['/', '/compare', '/heartbeat', '/api/session/profile/me', '/api/session/devices', '/api/jwt/profile/me', '/fn/session/current_user']) {
      for (const method of ['GET', 'OPTIONS']) {
        const headers = { origin, 'access-control-request-method': 'POST' };
        const response = await page.request.fetch(path, { method, headers });
        const allowed = Object.keys(response.headers()).filter((name) => name.startsWith('access-control-'));
        expect(allowed, `${method} ${path} for ${origin}`).toEqual([]);
      }
    }
  }
});

for (const from of neighbourhoods) {
  // The bait lies in the other neighbourhood, so the attacker's own page reaches over an origin's border for it.
  const elsewhere = from === 'cross-site' ? 'same-site' : 'cross-site';

  // ASVS 3.5.8
  test(`a ${from} page loads none of ours as an image or a script`, async ({ page, attacker, baseURL, complaints }) => {
    complaints.expect(/ERR_BLOCKED_BY_RESPONSE/);
    await signInAlice(page);
    await page.goto('/');
    expect(await load(page, 'img', '/api/session/picture/me'), 'our own page shows it').toBe(true);
    const style = await page.locator('link[rel=stylesheet]').getAttribute('href');
    attacker.serve('/bait.svg', 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>');
    attacker.serve('/bait.js', 'text/javascript', 'window.taken = true;');
    await page.goto(attacker.origin(from));

    expect(await load(page, 'img', `${attacker.origin(elsewhere)}/bait.svg`)).toBe(true);
    expect(await load(page, 'script', `${attacker.origin(elsewhere)}/bait.js`)).toBe(true);

    for (const path of ['/favicon.svg', '/api/session/picture/me']) {
      expect(await load(page, 'img', baseURL + path), path).toBe(false);
    }
    const script = style!.replace('two-doors.css', 'two-doors.js');
    for (const path of [script, '/api/session/profile/me', '/fn/session/current_user', '/account']) {
      expect(await load(page, 'script', baseURL + path), path).toBe(false);
    }
  });

  // ASVS 3.5.8
  test(`a ${from} script fetches nothing that a visitor sees signed in`, async ({ page, attacker, baseURL, complaints }) => {
    complaints.expect(/blocked by CORS policy|ERR_BLOCKED_BY_RESPONSE|ERR_FAILED/);
    await signInAlice(page);
    await page.goto(attacker.origin(from));

    // Answers that it may not read come opaque; ours do not even come.
    expect(await sendFetch(page, attacker.origin(elsewhere), { mode: 'no-cors' })).toBe(0);
    for (const path of ['/api/session/profile/me', '/api/session/export', '/api/session/devices', '/account', '/compare']) {
      expect(await sendFetch(page, baseURL + path, { mode: 'no-cors' }), path).toBe('blocked');
      expect(await sendFetch(page, baseURL + path, { mode: 'cors' }), path).toBe('blocked');
    }
  });

  // ASVS 3.4.6
  test(`a ${from} page cannot put ours into a frame`, async ({ page, attacker, baseURL, complaints }) => {
    complaints.expect(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE/);
    await signInAlice(page);
    attacker.serve('/bait.html', 'text/html', '<h1>Bait</h1>');
    const frames = [`${attacker.origin(elsewhere)}/bait.html`, `${baseURL}/account`, `${baseURL}/compare`];
    attacker.serve('/', 'text/html', frames.map((src) => `<iframe src="${src}"></iframe>`).join(''));
    await page.goto(attacker.origin(from));

    const [bait, ...ours] = frames;
    const shown = () => page.frames().slice(1).map((frame) => frame.url());
    await expect.poll(shown).toEqual([bait, ...ours.map(() => 'chrome-error://chromewebdata/')]);
  });

  // ASVS 3.4.8
  test(`a ${from} page that opens ours keeps no hold of it`, async ({ page, attacker, baseURL }) => {
    await signInAlice(page);
    await page.goto(attacker.origin(from));
    /** Opens a window, and waits until it shows what it was opened for. */
    const open = async (address: string) => {
      const opened = page.waitForEvent('popup');
      await page.evaluate((address) => void Object.assign(window, { opened: window.open(address) }), address);
      await (await opened).waitForURL(`${address}**`);
    };
    /** Whether the opener can still tell that it is there. */
    const held = () => page.evaluate(() => !(window as unknown as { opened: Window }).opened.closed);

    await open(attacker.origin(elsewhere));
    expect(await held()).toBe(true);

    await open(`${baseURL}/account`);
    // The opener's process hears of it a moment after the window's own.
    await expect.poll(held).toBe(false);
  });
}
