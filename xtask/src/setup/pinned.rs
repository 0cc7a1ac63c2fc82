//! The versions this project is built with. (`wasm-bindgen` is not here: its program must match
//! its library to the letter, so `Cargo.lock` decides.)

/// Builds server and page together.
pub(super) const CARGO_LEPTOS: &str = "0.3.11";

/// Holds `wasm-opt`, which makes the page's wasm small.
pub(super) const BINARYEN: &str = "132";

/// What makes a whole toolchain of Debian's newer Rust, in the version that Debian keeps up to date.
pub(super) const DEBIAN_TOOLCHAIN: [&str; 5] =
    ["rustc-web", "cargo-web", "rust-web-clippy", "rustfmt-web", "rust-web-src"];
