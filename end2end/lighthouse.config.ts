// `cargo xtask size --lighthouse`: the release as a phone on a slow network sees it. One page at a time, so that none waits for
// another.

import { defineConfig } from '@playwright/test';

import config from './playwright.config';

export default defineConfig({
  ...config,
  testDir: 'lighthouse',
  fullyParallel: false,
  workers: 1,
  timeout: 600_000,
});
