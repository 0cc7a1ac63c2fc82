// `cargo xtask prove`: the same server and the same browser as for every test, and a ledger in the end.

import { defineConfig } from '@playwright/test';

import config from './playwright.config';

export default defineConfig({ ...config, testDir: 'prove', reporter: './prove/ledger.ts' });
