// Every experiment, every door, every defence, in a real browser: what comes of it is what the ledger expects. All of it is
// done from the keyboard, from the prediction to the check.

import type { Page } from '@playwright/test';

import { beyond, objections, torn } from '../fixtures/readable';
import { expect, test } from '../fixtures/test';
import { ExperimentPage } from '../pages/experiment';
import { same, slugs, type Experiment, type Proof, type Run } from './experiments';

for (const slug of slugs) {
  test(slug, async ({ page, complaints }, info) => {
    test.setTimeout(10 * 60_000);
    complaints.allow(/.*/);
    const all: Experiment[] = await (await page.request.get('/api/lab/experiments')).json();
    expect(all.map((experiment) => experiment.slug).sort(), 'every sheet is in the list').toEqual(slugs);
    const experiment = all.find((one) => one.slug === slug)!;
    const sheet = new ExperimentPage(page, slug);

    await sheet.open();
    await sheet.predictByKeyboard();
    for (const defences of defended(experiment)) await sheet.defendByKeyboard(defences);
    await expect.soft(page.getByRole('heading', { name: 'Check: Complete.' })).toBeVisible();

    await isReadable(page);

    const runs: Run[] = await (await page.request.get(`/api/lab/experiments/${slug}/runs`)).json();
    const proofs: Proof[] = experiment.trials.map((trial) => {
      const run = runs.find((one) => one.arm === trial.door && same(one.defences, trial.defences));
      expect(run, `${trial.door} was run with ${trial.defences.join(', ') || 'nothing'}`).toBeDefined();
      const { verdict, finding, took, evidence } = run!;
      const moments = evidence.looks.map((look) => look.moment);
      expect.soft(moments, `${slug}, ${trial.door}: all three views, before and after`).toEqual(['before', 'after']);
      return { ...trial, experiment: slug, claims: experiment.claims, verdict, finding, took, exchanges: evidence.events.length };
    });
    for (const run of runs) expect.soft(unmarked(run), `${slug}, ${run.arm}: what was stolen had been handed out`).toBe(false);
    await info.attach('proofs', { body: JSON.stringify(proofs), contentType: 'application/json' });
    for (const { door, defences, expected, verdict, finding } of proofs) {
      expect.soft(verdict, `${slug}, ${door}, ${defences.join(', ') || 'no defence'}: ${finding}`).toBe(expected);
    }
  });
}

/** The evidence is opened up, drawings and all: axe finds nothing to object to in either theme, and a phone shows it. */
async function isReadable(page: Page): Promise<void> {
  await page.locator('details.evidence, .chart details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  expect.soft(await objections(page)).toEqual([]);
  const desk = page.viewportSize()!;
  await page.setViewportSize({ width: 320, height: 900 });
  expect.soft(await beyond(page), 'pixels beyond 320').toBe(0);
  expect.soft(await torn(page), 'words torn at 320').toEqual([]);
  await page.setViewportSize(desk);
}

/** Whether something was stolen by a script or malware, and the answer that had handed it out bears no mark. */
function unmarked({ evidence: { events } }: Run): boolean {
  const theft = events.findIndex(({ name, mark }) => name === 'POST /collect' && mark === 'stolen');
  return theft >= 0 && !events.slice(0, theft).some(({ mark }) => mark === 'handed_out');
}

/** Every set of defences that some trial asks for, once. */
function defended(experiment: Experiment): (readonly string[])[] {
  const sets: (readonly string[])[] = [];
  for (const { defences } of experiment.trials) {
    if (defences.length > 0 && !sets.some((set) => same(set, defences))) sets.push(defences);
  }
  return sets;
}
