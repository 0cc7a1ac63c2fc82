//! `/sign-in/…`, and what `/account` does with providers: forms and links of a browser, which answers with pages.

mod backchannel_logout;
mod begin;
mod callback;
mod choose_password;
mod link;
mod page;
mod sign_out_everywhere;
mod unlink;

pub(crate) use backchannel_logout::backchannel_logout;
pub(crate) use begin::{back_to_account, begin};
pub(crate) use callback::callback;
pub(crate) use choose_password::choose_password;
pub(crate) use link::link;
pub(crate) use sign_out_everywhere::sign_out_everywhere;
pub(crate) use unlink::unlink;
