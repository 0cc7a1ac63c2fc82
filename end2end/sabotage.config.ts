// `cargo xtask test sabotage`: the same browser as for every test, and for each bug a server of its own that has it.

import { defineConfig } from '@playwright/test';

import config from './playwright.config';

const { webServer: _, ...browser } = config;

export default defineConfig({ ...browser, testDir: 'sabotage' });
