// A test of the proofs: a server with a bug in it, and the experiment that is there to show what the bug opens. Its trials are
// played one after the other, until one does not come out as the ledger expects.

import { House } from '../fixtures/house';
import { expect, test as base } from '../fixtures/test';
import { ExperimentPage } from '../pages/experiment';
import { same, type Experiment, type Run } from '../prove/experiments';

/** Which experiment must notice which bug, as `cargo xtask test sabotage` says: `bug=experiment bug=experiment …`. */
const planted = (process.env.TWO_DOORS_BUGS ?? '').split(' ').map((pair) => pair.split('=') as [string, string]);

const test = base.extend<{ bug: string; house: House }>({
  bug: ['', { option: true }],
  house: async ({ bug }, use) => {
    const house = await House.open({}, {}, { TWO_DOORS_BUG: bug });
    await use(house);
    await house.close();
  },
  baseURL: async ({ house }, use) => use(house.origin),
});

for (const [bug, slug] of planted) {
  test.describe(bug, () => {
    test.use({ bug });

    test(`is noticed by ${slug}`, async ({ page, complaints }) => {
      test.setTimeout(10 * 60_000);
      complaints.allow(/.*/);
      const all: Experiment[] = await (await page.request.get('/api/lab/experiments')).json();
      const { trials } = all.find((one) => one.slug === slug)!;
      const sheet = new ExperimentPage(page, slug);

      const noticed = async () => {
        for (const { door, defences, expected } of trials) {
          await sheet.play(door, defences);
          const runs: Run[] = await (await page.request.get(`/api/lab/experiments/${slug}/runs`)).json();
          const { verdict } = runs.find((run) => run.arm === door && same(run.defences, defences))!;
          // Where nothing was played to its end, nothing was noticed.
          expect(verdict, `${slug}, ${door}, ${defences.join(', ') || 'no defence'}: played to its end`).not.toBe('void');
          if (verdict !== expected) return true;
        }
        return false;
      };
      expect(await noticed(), `${bug} was planted, and every trial of ${slug} came out as if it were not there`).toBe(true);
    });
  });
}
