// Every page, in every state, in both themes: axe finds nothing to object to.

import { objections } from '../../fixtures/readable';
import { expect, test } from '../../fixtures/test';
import { everyRoom } from '../../pages/every';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    for (const { name, open, complaint } of everyRoom) {
      test(name, async ({ page, complaints }) => {
        if (complaint) complaints.expect(complaint);
        await open(page);

        expect(await objections(page)).toEqual([]);
      });
    }
  });
}
