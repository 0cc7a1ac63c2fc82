// Alice asks for her profile: with a token that nobody can take back, with one that a denylist can, and with her session, by its
// row and from the server's memory.

const status = document.getElementById('status');
const { email, password, act } = status.dataset;
const [block, rounds] = [Number(status.dataset.block), Number(status.dataset.rounds)];
const room = '/api/lab/rooms/jwt';

const post = (address, headers, body) =>
  fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
const bearer = (token) => ({ authorization: `Bearer ${token}` });

// The token door's lies where its script has put it. The room's is a new one each time.
const atTheDoor = () => bearer(localStorage.getItem('access_token'));
async function inTheRoom() {
  const answer = await post(`${room}/login`, {}, { email, password });
  return bearer((await answer.json()).access_token);
}

// What an answer says is read to its end: only then is the next request sent.
const ask = async (address, headers = {}) => (await fetch(address, { headers, cache: 'no-store' })).text();

async function ways() {
  const [door, denylist] = [atTheDoor(), await inTheRoom()];
  return [
    () => ask('/api/jwt/profile/me', door),
    () => ask(`${room}/profile`, denylist),
    () => ask('/api/lab/session-row/profile'),
    () => ask('/api/session/profile/me'),
  ];
}

async function measure() {
  const order = await ways();
  for (const way of order) await way();
  for (let round = 0; round < rounds; round += 1) {
    for (const way of order) {
      for (let asked = 0; asked < block; asked += 1) await way();
    }
    order.reverse();
    status.textContent = `Round ${round + 1} of ${rounds} is over.`;
  }
}

async function tryAgain() {
  const [door, denylist] = [atTheDoor(), await inTheRoom()];
  await post('/api/jwt/logout', door, {});
  await post(`${room}/logout`, denylist, {});
  await ask('/api/jwt/profile/me', door);
  await ask(`${room}/profile`, denylist);
  await ask('/api/lab/session-row/profile');
  await ask('/api/session/profile/me');
  status.textContent = 'Everything was asked once more.';
}

if (window.top !== window) (act === 'measure' ? measure : tryAgain)();
