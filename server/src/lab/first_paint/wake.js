// What the app's own script does at the token door, in small: it wakes up, finds the token, and asks again with the header.
const access_token = localStorage.access_token;
const headers = access_token ? { authorization: `Bearer ${access_token}` } : {};
const me = await fetch('/api/jwt/profile/me', { headers });
if (me.ok) {
  document.getElementById('who').textContent = `Signed in as ${(await me.json()).name}.`;
  const picture = await fetch('/api/jwt/picture/me', { headers });
  document.querySelector('img').src = URL.createObjectURL(await picture.blob());
}
