// Alice signs in at the provider, and then at the client, which sends her there and gets her back. Or a script looks for what
// that has left behind.

const status = document.getElementById('status');
const { email, password, act, sandbox, responseType } = status.dataset;
const room = '/api/lab/rooms/code-flow';

const post = (path, body) =>
  fetch(`${room}/${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const acts = {
  'sign-in': async () => {
    await post(`provider/${sandbox}/login`, { email, password });
    location.assign(`${room}/sign-in?response_type=${responseType}`);
  },
  look: async () => {
    // Each address that this tab has shown of this origin: any script here may ask for them.
    const entries = window.navigation?.entries();
    const history = entries?.filter(({ url }) => /[?&#](id_token|access_token|code)=/.test(url)).length;
    const local_storage = Object.keys(localStorage).filter((name) => name === 'id_token').length;
    await post('found', { history: history ?? null, addresses: entries?.length ?? 0, local_storage });
    status.textContent = 'A script has looked for tokens.';
  },
  forget: async () => {
    localStorage.removeItem('id_token');
    status.textContent = 'The token is thrown away.';
  },
};

if (window.top !== window) acts[act]();
