// What notices a bug says so: `prove` ends red, and its ledger names the trial that came out otherwise.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import type { Proof } from '../prove/experiments';

test('prove ends red, and says which door fell', async ({}, info) => {
  test.setTimeout(10 * 60_000);
  const ledger = info.outputPath('ledger.json');
  const words = ['--no-install', 'playwright', 'test', '--config', 'prove.config.ts', '--grep', ' token-theft$'];
  const prove = spawn('npx', [...words, '--output', info.outputPath('prove')], {
    cwd: join(__dirname, '..'),
    // Its server is not one of this run's, so neither is the folder of its database.
    env: { ...process.env, TWO_DOORS_BUG: 'http-only-removed', TWO_DOORS_LEDGER: ledger, TWO_DOORS_END2END_FOLDER: '' },
    stdio: 'ignore',
  });

  expect(await once(prove, 'exit')).toEqual([1, null]);
  const { status, proofs } = JSON.parse(readFileSync(ledger, 'utf8')) as { status: string; proofs: (Proof & { differs: boolean })[] };
  expect(status).toBe('failed');
  const differing = proofs.filter(({ differs }) => differs).map(({ door, expected, verdict }) => ({ door, expected, verdict }));
  expect(differing).toContainEqual({ door: 'cookie_session', expected: 'stood', verdict: 'fell' });
  expect(proofs.filter(({ differs }) => !differs)).not.toEqual([]);
});
