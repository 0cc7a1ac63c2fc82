import { defineConfig } from '@playwright/test';
import config from './prove.config';
import { command, origin } from './fixtures/server';
const https = origin.replace('http:', 'https:');
export default defineConfig({ ...config, reporter: 'list',
  use: { ...config.use, baseURL: https, ignoreHTTPSErrors: true },
  webServer: { ...(config.webServer as object), command: `${command} --https`, url: `${https}/heartbeat`, ignoreHTTPSErrors: true } as never });
