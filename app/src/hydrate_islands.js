// The two preload links above name the files; this starts the one with the other.
const address = (link) => document.querySelector(link).href;
const wasm = await import(address("link[rel=modulepreload]"));
await wasm.default({ module_or_path: address("link[rel=preload][as=fetch]") });
wasm.hydrate();
// Each island's element carries the name of the export that wakes it.
for (const island of document.querySelectorAll("leptos-island")) {
  wasm[island.dataset.component](island);
}
