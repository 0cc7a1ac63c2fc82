// /wall: the room with a hole.

import { expect, type Locator, type Page } from '@playwright/test';

/** A defence of the room, by its title. */
export type Defence = 'Escaping' | 'Content Security Policy';

/** The wall. */
export class WallPage {
  readonly posts: Locator;

  constructor(readonly page: Page) {
    this.posts = page.getByRole('list', { name: 'Posts' }).getByRole('listitem');
  }

  async open(): Promise<void> {
    await this.page.goto('/wall');
  }

  async post(author: string, text: string): Promise<void> {
    await this.page.getByLabel('Name').fill(author);
    await this.page.getByLabel('Post', { exact: true }).fill(text);
    await this.page.getByRole('button', { name: 'Post', exact: true }).click();
    await expect(this.posts.first()).toContainText(author);
  }

  async switchOn(defence: Defence): Promise<void> {
    await this.page.getByRole('button', { name: `Switch on: ${defence}` }).click();
    await expect(this.page.getByRole('button', { name: `Switch off: ${defence}` })).toBeVisible();
  }

  async clear(): Promise<void> {
    await this.page.getByRole('button', { name: 'Clear the wall' }).click();
    await expect(this.posts).toHaveCount(0);
  }
}
