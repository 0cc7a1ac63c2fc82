//! `/sign-in/…`, and what `/account` does with providers: forms and links of a browser, which answers with pages.

mod backchannel_logout;
mod begin;
mod callback;
mod link;
mod page;
mod unlink;

pub(crate) use backchannel_logout::backchannel_logout;
pub(crate) use begin::{back_to_account, begin};
pub(crate) use callback::callback;
pub(crate) use link::link;
pub(crate) use unlink::unlink;
