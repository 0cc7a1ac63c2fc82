//! What the lab adds to the doors: sandboxes, and a look at the wire.

mod document;
mod event;
mod file_link;
mod first_paint;
mod gateway;
mod handed_out;
mod onward;
mod policy_allows_inline_scripts;
mod record;
mod recorder;
mod remark;
mod rooms;
mod sandboxes;
mod shorten;
mod stage;
mod trace;
mod wire;

pub(crate) use file_link::{careless_file_link, file_link};
pub(crate) use first_paint::NAMES as FIRST_PAINT_NAMES;
pub(crate) use first_paint::{at_the_session_door, at_the_token_door};
pub use gateway::Gateway;
pub(crate) use gateway::{Service, careless_gateway, gateway, jwks};
pub(crate) use handed_out::Fingerprint;
pub(crate) use onward::Onward;
pub(crate) use policy_allows_inline_scripts::CARELESS_POLICY;
pub(crate) use record::record;
pub use recorder::Recorder;
pub(crate) use remark::Remark;
pub(crate) use rooms::{CODE_FLOW_CLIENT, vulnerable_rooms};
pub(crate) use sandboxes::create_sandbox;
pub(crate) use stage::stage_pages;
pub(crate) use trace::Noted;
pub use trace::Traces;
pub(crate) use wire::wire;
