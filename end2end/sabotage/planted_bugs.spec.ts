// A test of the proofs: a server with a bug in it, and the experiment that is there to show what the bug opens. Its trials are
// played one after the other, until one does not come out as the ledger expects. The control is the same program with the bug
// switched off: there that very trial comes out as expected.

import { House } from '../fixtures/house';
import { expect, test as base } from '../fixtures/test';
import { ExperimentPage } from '../pages/experiment';
import { same, type Experiment, type Run, type Trial, type Verdict } from '../prove/experiments';

/** Which experiment must notice which bug, as `cargo xtask test sabotage` says: `bug=experiment bug=experiment …`. */
const planted = (process.env.TWO_DOORS_BUGS ?? '').split(' ').map((pair) => pair.split('=') as [string, string]);

const test = base.extend<{ bug: string; house: House }, { withoutBug: House }>({
  bug: ['', { option: true }],
  house: async ({ bug }, use) => {
    const house = await House.open({}, {}, { TWO_DOORS_BUG: bug });
    await use(house);
    await house.close();
  },
  withoutBug: [
    async ({}, use) => {
      const house = await House.open({});
      await use(house);
      await house.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ house }, use) => use(house.origin),
});

for (const [bug, slug] of planted) {
  test.describe(bug, () => {
    test.use({ bug });

    test(`is noticed by ${slug}`, async ({ page, browser, withoutBug, complaints }) => {
      test.setTimeout(10 * 60_000);
      complaints.allow(/.*/);
      const all: Experiment[] = await (await page.request.get('/api/lab/experiments')).json();
      const { trials } = all.find((one) => one.slug === slug)!;
      const sheet = new ExperimentPage(page, slug);

      let noticed: Trial | undefined;
      for (const trial of trials) {
        if ((await verdict(sheet, trial)) === trial.expected) continue;
        noticed = trial;
        break;
      }
      expect(noticed, `${bug} was planted, and every trial of ${slug} came out as if it were not there`).toBeDefined();

      const control = await browser.newContext({ baseURL: withoutBug.origin });
      await control.request.post('/api/lab/sandboxes');
      const sound = await verdict(new ExperimentPage(await control.newPage(), slug), noticed!);
      expect(sound, `${slug}, ${noticed!.door}: what came out otherwise does so without ${bug} too`).toBe(noticed!.expected);
      await control.close();
    });
  });
}

/** Plays a trial, and returns what came of it. */
async function verdict(sheet: ExperimentPage, { door, defences }: Trial): Promise<Verdict> {
  await sheet.play(door, defences);
  const runs: Run[] = await (await sheet.page.request.get(`/api/lab/experiments/${sheet.slug}/runs`)).json();
  return runs.find((run) => run.arm === door && same(run.defences, defences))!.verdict;
}
