// Takes the ID token out of the address, keeps it, and hands it to the server.

const answer = new URLSearchParams(location.hash.slice(1));
const id_token = answer.get('id_token');
const status = document.getElementById('status');

async function signIn() {
  localStorage.setItem('id_token', id_token);
  const body = JSON.stringify({ id_token, state: answer.get('state') });
  const headers = { 'content-type': 'application/json' };
  const { ok } = await fetch('/api/lab/rooms/code-flow/id-token', { method: 'POST', headers, body, redirect: 'manual' });
  status.textContent = ok ? 'Signed in.' : 'Handed over.';
}

if (id_token) signIn();
