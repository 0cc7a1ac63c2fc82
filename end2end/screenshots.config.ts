// Pictures for people, not tests: `PICTURES=<folder> npm run screenshots`. See screenshots.ts.

import { defineConfig } from '@playwright/test';

import tests from './playwright.config';

export default defineConfig({ ...tests, testDir: '.', testMatch: 'screenshots.ts' });
