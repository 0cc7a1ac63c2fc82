// Alice signs in, or writes something down. She does not look at whose name is on the page.

const status = document.getElementById('status');
const { email, password, write } = status.dataset;
const room = '/api/lab/rooms/login-csrf';

const post = (path, type, body) => fetch(`${room}/${path}`, { method: 'POST', headers: { 'content-type': type }, body });

async function signIn() {
  const { anti_forgery_token } = await (await fetch(`${room}/form`)).json();
  const fields = new URLSearchParams({ email, password, anti_forgery_token });
  await post('login', 'application/x-www-form-urlencoded', fields.toString());
  await note('Buy milk');
  status.textContent = 'Alice is signed in, and has written a note: buy milk.';
}

const note = (text) => post('notes', 'application/json', JSON.stringify({ text }));

async function writeDown() {
  await note(write);
  status.textContent = `Alice wrote: ${write}`;
}

if (window.top !== window) (write ? writeDown : signIn)();
