// Every page there is, in every state that looks different: for whatever must hold on all of them.

import { expect, type Page } from '@playwright/test';

import { Campaign } from '../fixtures/campaign';
import { Device } from '../fixtures/device';
import { admin, alice, stranger } from '../fixtures/people';
import { sendForm } from '../fixtures/requests';
import { attackerOrigin, idpOrigin, notesOrigin, origin } from '../fixtures/server';
import { AccountPage } from './account';
import { ComparePage } from './compare';
import { ExperimentPage } from './experiment';
import { IdentityProviderPage } from './identity_provider';
import { NotesPage } from './notes';
import { ProviderAccountPage } from './provider_account';
import { WallPage } from './wall';

/** A page in one of its states. */
export interface Room {
  readonly name: string;
  /** Brings a browser there. */
  open(page: Page): Promise<void>;
  /** What a browser complains about there, rightly. */
  readonly complaint?: RegExp;
}

export const everyRoom: readonly Room[] = [
  { name: 'home', open: async (page) => void (await page.goto('/')) },
  { name: 'compare', open: (page) => new ComparePage(page).open() },
  {
    name: 'compare, signed in at both doors',
    open: async (page) => {
      const compare = new ComparePage(page);
      await compare.openSignedIn();
      for (const door of [compare.token, compare.session]) {
        await door.showProfile.click();
        await expect(door.profile).toContainText(alice.email);
        await door.wire.first().locator('summary').click();
      }
      await expect(compare.session.rows).toHaveCount(1);
    },
  },
  {
    name: 'compare, refused at both doors',
    complaint: /status of 401/,
    open: async (page) => {
      const compare = new ComparePage(page);
      await compare.open();
      for (const door of [compare.token, compare.session]) {
        await door.enter({ ...alice, password: 'a guess' });
        await expect(door.refusal).toBeVisible();
      }
    },
  },
  { name: 'sign up', open: async (page) => void (await page.goto('/sign-up')) },
  {
    name: 'sign up, refused',
    open: async (page) => {
      await page.goto('/sign-up');
      await page.getByLabel('E-mail').fill('dinah@example.test');
      await page.getByLabel('Name').fill('Dinah');
      await page.getByLabel('Password').fill('password123');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  { name: 'sign up, done', open: async (page) => void (await page.goto('/sign-up?done')) },
  { name: 'account', open: (page) => new AccountPage(page).open() },
  {
    name: 'account, signed in',
    open: async (page) => {
      const account = new AccountPage(page);
      await account.enter(alice);
      await expect(account.devices).toHaveCount(1);
    },
  },
  {
    name: 'account, signed in through the identity provider',
    open: async (page) => {
      await new AccountPage(page).open();
      await page.getByRole('button', { name: 'Continue with the lab’s identity provider' }).click();
      await new IdentityProviderPage(page).enter(alice);
      await expect(page.getByRole('region', { name: 'This session' })).toContainText('a password (pwd)');
    },
  },
  {
    name: 'account, no password to change',
    complaint: /status of 403/,
    open: async (page) => {
      const account = new AccountPage(page);
      await account.enter(alice);
      await expect(account.devices).toHaveCount(1);
      await sendForm(page, `${origin}/account/password/choose`, { new: 'a password of her choice' });
      await expect(account.refusal).toBeVisible();
    },
  },
  {
    name: 'account, refused',
    open: async (page) => {
      const account = new AccountPage(page);
      await account.enter(alice);
      await account.choose('a guess', 'a password of her choice');
      await expect(account.refusal).toBeVisible();
    },
  },
  {
    name: 'wall',
    open: async (page) => {
      const wall = new WallPage(page);
      await wall.open();
      await wall.post('Mallory', 'Has <em>anybody</em> seen my keys?');
    },
  },
  { name: 'wall, with the ways in', open: async (page) => void (await page.goto('/wall?sign-in=doors')) },
  { name: 'wall, with the way to a provider', open: async (page) => void (await page.goto('/wall?sign-in=providers')) },
  { name: 'experiments', open: async (page) => void (await page.goto('/experiments')) },
  { name: 'claims', open: async (page) => void (await page.goto('/claims')) },
  { name: 'proof of a claim', open: async (page) => void (await page.goto('/claims/T15/proof')) },
  { name: 'experiment', open: (page) => new ExperimentPage(page, 'token-theft').open() },
  {
    name: 'experiment, run and opened up',
    complaint: /status of 404/,
    open: async (page) => {
      const experiment = new ExperimentPage(page, 'token-theft');
      await experiment.open();
      await experiment.predict('The token door');
      for (const summary of await page.locator('.transcript > summary').all()) await summary.click();
      await page.locator('.transcript li summary').first().click();
    },
  },
  {
    name: 'experiment, step by step',
    open: async (page) => {
      const experiment = new ExperimentPage(page, 'token-theft');
      await experiment.open();
      await experiment.stepByStep.click();
      await expect(experiment.status).toContainText('Next:');
    },
  },
  { name: 'attacker', open: async (page) => void (await page.goto(attackerOrigin)) },
  {
    name: 'attacker, with loot',
    open: async (page) => {
      const campaign = await Campaign.begin(page.request);
      await campaign.knock();
      await campaign.replay({ path: '/api/jwt/profile/me', authorization: 'Bearer a-guess' });
      await page.goto(`${attackerOrigin}/campaigns/${campaign.name}`);
      await expect(page.getByText('401')).toBeVisible();
    },
  },
  { name: 'identity provider', open: async (page) => void (await page.goto(idpOrigin)) },
  { name: 'identity provider, sign in', open: (page) => new IdentityProviderPage(page).ask() },
  {
    name: 'identity provider, refused',
    complaint: /status of 401/,
    open: async (page) => {
      const provider = new IdentityProviderPage(page);
      await provider.ask();
      await provider.enter(stranger());
      await expect(provider.refusal).toBeVisible();
    },
  },
  {
    name: 'identity provider, wrong link',
    complaint: /status of 400/,
    open: (page) => new IdentityProviderPage(page).ask({ client_id: 'nobody' }),
  },
  { name: 'identity provider, account', open: (page) => new ProviderAccountPage(page).begin() },
  {
    name: 'identity provider, account with everything set up',
    open: async (page) => {
      await Device.connect(page);
      const provider = new ProviderAccountPage(page);
      await provider.begin();
      await provider.setUp();
      await provider.passkeyName.fill('The laptop on the kitchen table');
      await provider.makePasskey.click();
      await page.getByRole('button', { name: 'Make the passkey' }).click();
      await expect(provider.done).toHaveText(/Your passkey is set up/);
    },
  },
  {
    name: 'identity provider, setting up an app',
    complaint: /status of 422/,
    open: async (page) => {
      const provider = new ProviderAccountPage(page);
      await provider.begin();
      await provider.setUpApp.click();
      await provider.code.fill('no code');
      await provider.turnOn.click();
      await provider.readKey();
    },
  },
  {
    name: 'identity provider, recovery codes',
    open: async (page) => {
      const provider = new ProviderAccountPage(page);
      await provider.begin();
      await provider.setUpApp.click();
      await provider.code.fill((await provider.readKey()).code);
      await provider.turnOn.click();
      await expect(provider.codes).toHaveCount(10);
    },
  },
  {
    name: 'identity provider, making a passkey',
    open: async (page) => {
      const provider = new ProviderAccountPage(page);
      await provider.begin();
      await provider.passkeyName.fill('The laptop');
      await provider.makePasskey.click();
      await expect(provider.heading).toHaveText('Make a passkey');
    },
  },
  {
    name: 'identity provider, passkey instead of a password',
    open: async (page) => {
      const provider = new ProviderAccountPage(page);
      await provider.leaveTheApp();
      await provider.passkeyInstead.click();
      await expect(provider.signInWithPasskey).toBeVisible();
    },
  },
  {
    name: 'identity provider, one more step',
    complaint: /status of 401/,
    open: async (page) => {
      await Device.connect(page);
      const provider = new ProviderAccountPage(page);
      await provider.begin();
      await provider.setUp();
      await provider.passkeyName.fill('The laptop');
      await provider.makePasskey.click();
      await page.getByRole('button', { name: 'Make the passkey' }).click();
      await expect(provider.done).toBeVisible();
      await page.context().clearCookies({ name: '__Host-idp_session' });
      await provider.leaveTheApp();
      await provider.enter();
      await provider.bring('000000');
      await expect(provider.refusal).toBeVisible();
      await page.getByText('Use a recovery code').click();
    },
  },
  { name: 'Notes', open: async (page) => void (await page.goto(notesOrigin)) },
  { name: 'Notes, signed out', open: (page) => new NotesPage(page).open() },
  {
    name: 'Notes, signed in',
    open: async (page) => {
      const notes = await openNotebook(page);
      await notes.write('The Dormouse said\nthat treacle is a word of seven letters, and so is nothing-else-in-this-very-long-line.');
      await expect(notes.notes.first()).toBeVisible();
    },
  },
  {
    name: 'Notes, refused',
    complaint: /status of 422/,
    open: async (page) => {
      const notes = await openNotebook(page);
      await notes.write('a'.repeat(1001));
      await expect(notes.refusal).toBeVisible();
    },
  },
  {
    name: 'Notes, a wrong answer',
    complaint: /status of 400/,
    open: async (page) => void (await page.goto(`${notesOrigin}/sign-in/callback?code=a-guess`)),
  },
  { name: 'Notes, back from the provider', open: async (page) => void (await page.goto(`${notesOrigin}/signed-out`)) },
  {
    name: 'not found',
    complaint: /status of 404/,
    open: async (page) => void (await page.goto('/no-such-room')),
  },
];

/** The admin's: nobody else writes there. */
async function openNotebook(page: Page): Promise<NotesPage> {
  const notes = new NotesPage(page);
  await notes.open();
  await notes.signIn.click();
  await new IdentityProviderPage(page).enter(admin);
  await notes.expectOpen();
  return notes;
}
