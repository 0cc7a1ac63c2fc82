// The two pages. Those of the other relying party say the same.

const page = (content) => `<!doctype html>
<html lang="en"><title>openid-client</title><link rel="icon" href="data:,">
<h1>openid-client</h1>
${content}`;

/** Who somebody is, as the userinfo endpoint has it, or the way in. */
export function home(user, refreshed) {
  if (!user) return page('<p>Nobody is signed in.</p><a href="/sign-in">Sign in</a>');
  const rows = [['sub', user.sub], ['name', user.name], ['email', user.email], ['refreshed', refreshed]];
  const list = rows.map(([term, value]) => `<dt>${term}</dt><dd data-claim="${term}">${escaped(String(value))}</dd>`);
  return page(`<dl>${list.join('')}</dl>
<form method="post" action="/refresh"><button>Refresh</button></form>
<form method="post" action="/sign-out"><button>Sign out</button></form>`);
}

/** Why not. */
export function refused(error) {
  return page(`<p role="alert">${escaped(error)}</p>`);
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
