// Injected script (claim T8's other half): whatever text becomes script elsewhere stays text on our pages.
//
// Every way is tried first in the attacker's own page, which has no policy: there it must work.

import type { Page } from '@playwright/test';

import { expect, test } from '../../fixtures/test';

/** Ways in which text becomes script, by the names that they leave in `window.ran`. */
async function inject(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const ran: string[] = [];
    Object.assign(window, { ran });
    const element = <K extends keyof HTMLElementTagNameMap>(tag: K) => document.body.appendChild(document.createElement(tag));
    const ways: Record<string, () => void> = {
      eval: () => window.eval('ran.push("eval")'),
      Function: () => new Function('ran.push("Function")')(),
      timeout: () => setTimeout('ran.push("timeout")'),
      script: () => (element('script').textContent = 'ran.push("script")'),
      markup: () => (element('div').innerHTML = '<img src="data:," onerror="ran.push(\'markup\')">'),
      handler: () => {
        const button = element('button');
        button.setAttribute('onclick', 'ran.push("handler")');
        button.click();
      },
      link: () => {
        const link = element('a');
        link.href = 'javascript:void ran.push("link")';
        link.click();
      },
    };
    for (const way of Object.values(ways)) {
      // Not in the call that the test makes: the browser lets a debugger evaluate whatever it likes.
      await new Promise((settled) => setTimeout(settled, 0));
      try {
        way();
      } catch {
        // A policy speaks by throwing.
      }
    }
    // Handlers and links run a turn later; a frame is long enough for all of them.
    const turn = () => new Promise((settled) => requestAnimationFrame(() => setTimeout(settled, 0)));
    for (let turns = 0; turns < 10; turns += 1) await turn();
    return ran.sort();
  });
}

test('without a policy, every way works', async ({ page, attacker }) => {
  await page.goto(attacker.origin('cross-site'));
  expect(await inject(page)).toEqual(['Function', 'eval', 'handler', 'link', 'markup', 'script', 'timeout']);
});

// ASVS 3.4.3
for (const path of ['/', '/compare', '/sign-up', '/account']) {
  test(`on ${path} none does`, async ({ page, complaints }) => {
    complaints.expect(/TrustedScript/);
    complaints.expect(/TrustedHTML/);
    complaints.expect(/policy violation: require-trusted-types-for/);
    complaints.expect(/policy violation: script-src|Content Security Policy/);
    await page.goto(path);

    expect(await inject(page)).toEqual([]);
  });
}

// The app has no hole to inject markup through, so the markup is put into the answer on its way.
test('a script element in our own markup runs only with the nonce of that very answer', async ({ page, attacker, complaints }) => {
  const planted = '<script>document.title = "planted"</script>';
  attacker.serve('/', 'text/html', `<!doctype html><title>Ours</title><main>${planted}</main>`);
  await page.goto(attacker.origin('cross-site'));
  await expect(page).toHaveTitle('planted');

  complaints.expect(/inline script violates the following Content Security Policy/);
  complaints.expect(/policy violation: script-src-elem blocked inline/);
  const earlier = (await page.request.get('/compare')).headers()['content-security-policy'];
  const nonce = /'nonce-([^']+)'/.exec(earlier!)![1];
  const withStaleNonce = planted.replace('<script>', `<script nonce="${nonce}">`);
  await page.route('**/compare', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('</main>', `${planted}${withStaleNonce}</main>`);
    await route.fulfill({ response, body });
  });
  await page.goto('/compare');

  await expect(page.getByRole('button', { name: 'Sign in to both as Alice' })).toBeEnabled();
  await expect(page).not.toHaveTitle('planted');
});
