// A relying party whose protocol no one here wrote: npm `openid-client`, which is certified, behind a few pages.
//
//     node main.mjs <issuer> <port> <client_secret>
//
// Discovery, PKCE, state, nonce, the checks of the ID token and of the issuer in the answer are the library's; the browser
// gets a cookie, and no token. `?fault=` has it do one thing wrong, for the provider to refuse. What it is issued it says
// on standard output, so that a test can look for it where it must not be.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';

import './loopback_names.mjs';
import { home, refused } from './pages.mjs';

const [issuer, port, clientSecret] = process.argv.slice(2);
const clientId = 'openid-client';
const origin = `http://${clientId}.localhost:${port}`;
const redirectUri = `${origin}/callback`;
const COOKIE = '__Host-openid_client_session';
const BACKCHANNEL_LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

const configuration = await client.discovery(new URL(issuer), clientId, clientSecret, undefined, {
  // The provider is on this machine.
  execute: [client.allowInsecureRequests],
});
const keys = createRemoteJWKSet(new URL(configuration.serverMetadata().jwks_uri));

/** What is known of a browser: its attempt to sign in, and then who it is. */
const sessions = new Map();

const routes = {
  'GET /': ({ session }, response) => html(response, 200, home(session?.user, session?.refreshed)),

  'GET /sign-in': async ({ url }, response) => {
    const attempt = { state: client.randomState(), nonce: client.randomNonce(), codeVerifier: client.randomPKCECodeVerifier() };
    const fault = url.searchParams.get('fault');
    const challenge = {
      code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    };
    const plain = { code_challenge: attempt.codeVerifier, code_challenge_method: 'plain' };
    const parameters = {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      state: attempt.state,
      nonce: attempt.nonce,
      ...(fault === 'no-pkce' ? {} : fault === 'plain-pkce' ? plain : challenge),
    };
    begin(response, { attempt, fault });
    redirect(response, client.buildAuthorizationUrl(configuration, parameters));
  },

  'GET /callback': async ({ url, session }, response) => {
    const { attempt, fault } = session;
    const { state: expectedState, nonce: expectedNonce, codeVerifier } = attempt;
    const pkceCodeVerifier = fault === 'wrong-verifier' ? client.randomPKCECodeVerifier() : codeVerifier;
    const redeem = () => client.authorizationCodeGrant(configuration, url, { expectedState, expectedNonce, pkceCodeVerifier });
    const tokens = issued(await redeem());
    if (fault === 'code-twice') await redeem();
    const claims = tokens.claims();
    const user = await client.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    // Another id than that of the attempt, for a session that somebody planted must not become this user's.
    sessions.delete(session.id);
    begin(response, { user, tokens, sid: claims.sid, refreshed: 0 });
    redirect(response, `${origin}/`);
  },

  'POST /refresh': async ({ session }, response) => {
    session.tokens = issued(await client.refreshTokenGrant(configuration, session.tokens.refresh_token));
    session.user = await client.fetchUserInfo(configuration, session.tokens.access_token, session.user.sub);
    session.refreshed += 1;
    redirect(response, `${origin}/`);
  },

  'POST /sign-out': ({ session }, response) => {
    sessions.delete(session.id);
    // Without an `id_token_hint`, for an address is something that browsers keep: the provider asks its user instead.
    redirect(response, client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${origin}/` }));
  },

  'POST /back-channel-logout': async ({ form }, response) => {
    const { payload } = await jwtVerify(form.get('logout_token') ?? '', keys, {
      issuer,
      audience: clientId,
      algorithms: ['RS256'],
      typ: 'logout+jwt',
      requiredClaims: ['iat', 'exp', 'jti', 'sid'],
      clockTolerance: 60,
    });
    if (!payload.events?.[BACKCHANNEL_LOGOUT] || 'nonce' in payload) throw new Error('this is no logout token');
    for (const { id, sid } of sessions.values()) if (sid === payload.sid) sessions.delete(id);
    response.writeHead(204, { 'cache-control': 'no-store' }).end();
  },
};

const server = createServer(async (request, response) => {
  const url = new URL(request.url, origin);
  const answer = routes[`${request.method} ${url.pathname}`];
  if (!answer) return html(response, 404, refused('not_found'));
  try {
    const session = sessions.get(new RegExp(`${COOKIE}=([^;]+)`).exec(request.headers.cookie ?? '')?.[1]);
    await answer({ url, session, form: new URLSearchParams(await body(request)) }, response);
  } catch (error) {
    // The error that the provider named, if it was the provider: at the token endpoint, or in its answer.
    html(response, 400, refused(error.error ?? error.message));
  }
});
server.listen(Number(port), '127.0.0.1', () => say({ open: origin }));

/** Notes what the provider issued, and hands it on. */
function issued(tokens) {
  const { access_token, refresh_token, id_token } = tokens;
  say({ issued: { access_token, refresh_token, id_token } });
  return tokens;
}

function begin(response, session) {
  const id = randomUUID();
  sessions.set(id, { id, ...session });
  response.setHeader('set-cookie', `${COOKIE}=${id}; Path=/; HttpOnly; Secure; SameSite=Lax`);
}

function redirect(response, to) {
  response.writeHead(303, { location: String(to) }).end();
}

function html(response, status, page) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page);
}

async function body(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
