//! The pages, rendered on the server and nowhere else.

mod account;
mod attackers_certificate;
mod both_doors;
mod claims;
mod compare;
mod experiment;
mod experiments;
mod field;
mod footer;
mod form_refusal;
mod home;
mod masthead;
mod not_found;
mod proof;
mod safari_note;
mod sign_up;
mod through_provider;
mod unavailable;
mod visit;
mod wall;

pub(crate) use account::Account;
pub(crate) use claims::Claims;
pub(crate) use compare::Compare;
pub(crate) use experiment::Experiment;
pub(crate) use experiments::Experiments;
pub(crate) use footer::Footer;
pub(crate) use home::Home;
pub(crate) use masthead::Masthead;
pub(crate) use not_found::NotFound;
pub(crate) use proof::ProofOfClaim;
pub(crate) use sign_up::SignUp;
pub(crate) use through_provider::ThroughProvider;
pub(crate) use wall::Wall;
