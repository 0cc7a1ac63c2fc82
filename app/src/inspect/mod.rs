//! Three looks at what a door leaves behind: in the browser, on the wire, in the server.

mod access_token;
mod browser;
mod claims;
mod exchange;
mod listen;
mod remark;
mod server;
mod session_rows;
mod view;
mod wire;

pub(crate) use browser::BrowserView;
pub(crate) use listen::listen;
pub(crate) use server::ServerView;
pub(crate) use wire::WireView;
