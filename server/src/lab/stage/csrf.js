// Alice signs in to her bank, and pays the gardener three times: by a form, by JSON, and by a question.

const status = document.getElementById('status');
const { email, password, sameSite } = status.dataset;
const room = '/api/lab/rooms/csrf';

const post = (address, type, body) => fetch(address, { method: 'POST', headers: { 'content-type': type }, body });
const form = (fields) => new URLSearchParams(fields).toString();

const ways = {
  'fetch-form': (address, fields) => post(address, 'application/x-www-form-urlencoded', form(fields)),
  'fetch-text': (address, fields) => post(address, 'text/plain', JSON.stringify(fields)),
  'fetch-get': (address, fields) => fetch(`${address}?${form(fields)}`),
};

async function run() {
  const signedIn = await post(`${room}/login`, 'application/json', JSON.stringify({ email, password }));
  const { sandbox, anti_forgery_token } = await signedIn.json();
  status.textContent = 'Alice is signed in.';
  for (const [way, send] of Object.entries(ways)) {
    const nonce = ['own-page', way, sameSite, 'switched', 'none'].join('.');
    const fields = { nonce, to: 'the gardener', anti_forgery_token };
    await send(`${room}/${sandbox}/transfer/${sameSite}/switched/none`, fields);
  }
  status.textContent = 'Alice is signed in, and has paid the gardener three times.';
}

if (window.top !== window) run();
