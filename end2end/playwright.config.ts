// How the browser tests run: a server of their own, a real Chromium without its windows, side by side, and never a second try.

import { defineConfig } from '@playwright/test';

import { command, headlessShell, origin } from './fixtures/server';

export default defineConfig({
  testDir: 'tests',
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second try has found something, and a retry would hide it.
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  expect: { timeout: 10_000 },
  use: {
    baseURL: origin,
    browserName: 'chromium',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(headlessShell ? { executablePath: headlessShell } : {}),
      args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
    },
  },
  webServer: {
    command,
    url: `${origin}/heartbeat`,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    // Refusals are what many tests are about: only what is wrong with the server itself is worth a line here.
    env: { RUST_LOG: 'error' },
    stderr: 'pipe',
  },
});
