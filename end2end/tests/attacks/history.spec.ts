// Claim T17: a browser remembers the addresses that it was led to, query and all. What came as a form it does not remember.
//
// Of the whole Chromium: the shell that most tests run in has no history.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium as browserType, type BrowserContext } from '@playwright/test';

import { alice } from '../../fixtures/people';
import { chromium, origin } from '../../fixtures/server';
import { expect, test } from '../../fixtures/test';

/** Signs Alice in, has her open her payslip, and returns what Chromium's own file of visited addresses holds. */
async function historyAfter(path: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'two-doors-history-'));
  try {
    const context = await open(folder);
    const page = await context.newPage();
    await page.request.post(`${origin}/api/session/login`, { data: { email: alice.email, password: alice.password } });
    await page.goto(`${origin}${path}`);
    await expect(page.getByRole('heading', { name: 'Payslip' })).toBeVisible();
    await context.close();
    return readFileSync(join(folder, 'Default', 'History'), 'latin1');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function open(folder: string): Promise<BrowserContext> {
  return browserType.launchPersistentContext(folder, {
    ...(chromium ? { executablePath: chromium } : {}),
    args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
  });
}

test('the history keeps a link whose address has the JWT in it', async () => {
  expect(await historyAfter('/api/lab/careless-file-link')).toMatch(/\/shared\/unsafe-url\/every-time\/\S+\?jwt=eyJ/);
});

test('of a JWT that a form handed over it keeps nothing', async () => {
  const history = await historyAfter('/api/lab/file-link');
  // The control: the visit itself is there.
  expect(history).toContain('/shared/no-referrer/once/');
  expect(history).not.toContain('eyJ');
});
