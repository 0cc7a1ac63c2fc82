// Why a form does not lead to a provider by a redirect: measured, with the very policy that our pages have.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, test } from '../../fixtures/test';

const page = '<!doctype html><html lang="en"><title>A form</title><link rel="icon" href="data:,">';
const form = (action: string) => `${page}<form method="post" action="${action}"><button>Go</button></form>`;

/** A site with one form on it that leads, in one of two ways, to another origin. */
async function withSite(policy: string | undefined, use: (origin: string, elsewhere: string) => Promise<void>): Promise<void> {
  let elsewhere = '';
  const server = createServer((request, response) => {
    if (request.headers.host !== new URL(origin).host) return void response.end(`${page}<h1>Elsewhere</h1>`);
    if (policy) response.setHeader('content-security-policy', policy);
    response.setHeader('content-type', 'text/html');
    if (request.url === '/redirect') return void response.writeHead(303, { location: elsewhere }).end();
    if (request.url === '/refresh') {
      return void response.end(`${page}<meta http-equiv="refresh" content="0; url=${elsewhere}">`);
    }
    return void response.end(form(request.url === '/by-redirect' ? '/redirect' : '/refresh'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  elsewhere = `http://elsewhere.localhost:${port}/`;
  await use(origin, elsewhere);
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}

test('a redirect behind a form is held to form-action', async ({ page, complaints }) => {
  complaints.expect(/form-action/);
  await withSite("form-action 'self'", async (origin) => {
    await page.goto(`${origin}/by-redirect`);
    const violation = page.waitForEvent('console', (message) => message.text().includes('form-action'));
    await page.getByRole('button').click({ noWaitAfter: true });
    await violation;
    expect(page.url()).toBe(`${origin}/by-redirect`);
  });
});

test('a page that goes on by itself is not', async ({ page }) => {
  await withSite("form-action 'self'", async (origin, elsewhere) => {
    await page.goto(`${origin}/by-refresh`);
    await page.getByRole('button').click();
    await page.waitForURL(elsewhere);
  });
});

test('without the policy, the redirect works: the control', async ({ page }) => {
  await withSite(undefined, async (origin, elsewhere) => {
    await page.goto(`${origin}/by-redirect`);
    await page.getByRole('button').click();
    await page.waitForURL(elsewhere);
  });
});
