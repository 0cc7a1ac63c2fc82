// Every page fits the screen that it is on, from the smallest phone to the widest desk: nothing scrolls sideways
// (WCAG 1.4.10 asks for 320 px), and no word that a person reads is torn apart to make it so.

import type { Page } from '@playwright/test';

import { expect, test } from '../../fixtures/test';
import { everyRoom } from '../../pages/every';

const widths = [320, 360, 768, 1280, 1920, 2560];

/** By how many pixels the page is wider than the screen. */
function beyond(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Words that begin on one line and end on another. Tokens and headers may: nobody reads those as words. */
function torn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words: string[] = [];
    for (const place of document.querySelectorAll('h1, h2, h3, th, td, label, button, a')) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        for (const { 0: word, index } of texts.currentNode.textContent!.matchAll(/[\p{L}\p{N}]+/gu)) {
          const range = document.createRange();
          range.setStart(texts.currentNode, index);
          range.setEnd(texts.currentNode, index + word.length);
          const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
          if (lines.size > 1) words.push(word);
        }
      }
    }
    return words;
  });
}

for (const { name, open, complaint } of everyRoom) {
  test(name, async ({ page, complaints }) => {
    if (complaint) complaints.expect(complaint);
    await open(page);

    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      expect.soft(await beyond(page), `pixels beyond ${width}`).toBe(0);
      expect.soft(await torn(page), `words torn at ${width}`).toEqual([]);
    }
  });
}
