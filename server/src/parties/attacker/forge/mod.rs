//! The forge: an admin's token, made from an ordinary user's. What goes into it is the user's own token, what the victim's
//! server tells anybody, and a list of words; nobody's password, and nothing of the app's code.

mod answer;
mod attack;
mod crack;
mod jws;
mod own_key;
mod word_list;

pub(super) use answer::{cracking, forge, jwks};
pub(super) use crack::Cracking;
pub(super) use own_key::OwnKey;
pub(crate) use word_list::words as likeliest_words;
