// Lighthouse's opinion of three pages, as a first visit on a phone and a slow network: the way in, the heaviest page, the longest.
//
// Lighthouse computes what the slow network would have cost, and what it starts from is measured: so each page is looked at
// three times, and the median counts.

import { expect, test } from '@playwright/test';
import type { Browser } from '@playwright/test';
import type { Result } from 'lighthouse';

import { origin } from '../fixtures/server';
import { ExperimentPage } from '../pages/experiment';

/** What each category has to reach, of 100. */
const GOAL = 95;
/** How often a page is looked at. */
const TIMES = 3;
/** Where Lighthouse finds the browser. */
const DEBUGGING_PORT = Number(process.env.TWO_DOORS_DEBUGGING_PORT ?? '9322');
/** What is said of the loading, besides the points. */
const METRICS = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'];

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;

const EXPERIMENT = 'token-theft';

let browser: Browser;

test.beforeAll(async ({ playwright }, { project }) => {
  const { args = [], ...options } = project.use.launchOptions ?? {};
  browser = await playwright.chromium.launch({ ...options, args: [...args, `--remote-debugging-port=${DEBUGGING_PORT}`] });
  // Kept in the sandbox that every browser without the lab's cookie is in, and so is Lighthouse's.
  const experiment = new ExperimentPage(await browser.newPage({ baseURL: origin }), EXPERIMENT);
  await experiment.open();
  await experiment.predict();
  await experiment.page.close();
});

test.afterAll(() => browser.close());

for (const path of ['/', '/compare', `/experiments/${EXPERIMENT}`]) {
  test(path, async () => {
    const looks: Result[] = [];
    for (let time = 0; time < TIMES; time += 1) looks.push(await look(path));
    for (const category of CATEGORIES) {
      const points = median(looks.map((result) => 100 * (result.categories[category]?.score ?? 0)));
      console.log(`  ${path} ${category}: ${points.toFixed(0)}`);
      const faults = faultsOf(looks[0]!, category).join('\n');
      expect.soft(points, `${category}\n${faults}`).toBeGreaterThanOrEqual(GOAL);
    }
    for (const metric of METRICS) {
      const value = median(looks.map((result) => result.audits[metric]?.numericValue ?? NaN));
      console.log(`  ${path} ${metric}: ${value.toFixed(metric === 'cumulative-layout-shift' ? 3 : 0)}`);
    }
  });
}

async function look(path: string): Promise<Result> {
  const { default: lighthouse } = await import('lighthouse');
  const found = await lighthouse(origin + path, { port: DEBUGGING_PORT, onlyCategories: [...CATEGORIES], logLevel: 'error' });
  const result = found?.lhr;
  if (!result || result.runtimeError) throw new Error(result?.runtimeError?.message ?? 'Lighthouse said nothing');
  return result;
}

/** What cost a category points. */
function faultsOf(result: Result, category: (typeof CATEGORIES)[number]): string[] {
  const audits = (result.categories[category]?.auditRefs ?? []).filter(({ weight }) => weight > 0);
  return audits.flatMap(({ id }) => {
    const audit = result.audits[id];
    return audit && audit.score !== null && audit.score < 1 ? [`${id}: ${audit.title} ${audit.displayValue ?? ''}`] : [];
  });
}

function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
