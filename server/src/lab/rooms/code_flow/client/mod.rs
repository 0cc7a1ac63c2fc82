//! The careless client. Its session is a random name in a cookie that no script can read; it is not that which fails here.

mod account;
mod begin;
mod callback;
mod finish;
mod found;
mod id_token_in_the_fragment;
mod trade_in;

pub(super) use account::account;
pub(super) use begin::sign_in;
pub(super) use callback::callback;
pub(super) use found::found;
pub(super) use id_token_in_the_fragment::{id_token, id_token_in_the_fragment};
pub(crate) use trade_in::CODE_FLOW_CLIENT;
