// Makes and asks for passkeys, for forms that say so:
//
//   <form method="post" action="…" data-passkey="create" data-options="{…}">
//     <input type="hidden" name="credential">
//     <button hidden>Make a passkey</button>
//     <p role="status" data-passkey-problem></p>
//   </form>
//
// Without this script, or in a browser without passkeys, the button stays hidden and the other ways in are there.
(() => {
  const { PublicKeyCredential: Credential } = window;
  const read = {
    create: Credential?.parseCreationOptionsFromJSON?.bind(Credential),
    get: Credential?.parseRequestOptionsFromJSON?.bind(Credential),
  };
  const problems = {
    InvalidStateError: "This device has a passkey for this account already.",
    NotAllowedError: "Nothing was chosen, or it took too long. Try again.",
    SecurityError: "This page cannot use passkeys: its address is not the one they are made for.",
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const { passkey, options } = form.dataset;
    if (!read[passkey]) continue;
    const button = form.querySelector("button");
    const problem = form.querySelector("[data-passkey-problem]");
    button.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      button.disabled = true;
      problem.textContent = "";
      try {
        const publicKey = read[passkey](JSON.parse(options));
        const credential = await navigator.credentials[passkey]({ publicKey });
        form.elements.credential.value = JSON.stringify(credential.toJSON());
        form.submit(); // not requestSubmit(): this listener has done its part
      } catch (error) {
        problem.textContent = problems[error.name] ?? "The passkey did not work. Try again.";
      } finally {
        button.disabled = false;
      }
    });
  }
})();
