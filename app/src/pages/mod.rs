//! The pages, rendered on the server and nowhere else.

mod account;
mod compare;
mod field;
mod footer;
mod form_refusal;
mod home;
mod masthead;
mod not_found;
mod safari_note;
mod sign_up;
mod unavailable;
mod visit;
mod wall;

pub(crate) use account::Account;
pub(crate) use compare::Compare;
pub(crate) use footer::Footer;
pub(crate) use home::Home;
pub(crate) use masthead::Masthead;
pub(crate) use not_found::NotFound;
pub(crate) use sign_up::SignUp;
pub(crate) use wall::Wall;
