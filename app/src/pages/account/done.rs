//! What a form on this page has just done. The URL says which, so it is an enum with fixed sentences.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Something that was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// The name was changed.
    Name,
    /// The password was changed.
    Password,
    /// The first password was chosen.
    FirstPassword,
    /// A provider was made a way in.
    Linked,
    /// A provider is a way in no more.
    Unlinked,
    /// One device was signed out.
    Device,
    /// All devices were signed out.
    Devices,
}

impl Done {
    /// What the page's URL says.
    pub(super) fn from_query() -> Option<Self> {
        use_query_map().with_untracked(|query| match query.get_str("done")? {
            "name" => Some(Self::Name),
            "password" => Some(Self::Password),
            "first-password" => Some(Self::FirstPassword),
            "linked" => Some(Self::Linked),
            "unlinked" => Some(Self::Unlinked),
            "device" => Some(Self::Device),
            "devices" => Some(Self::Devices),
            _ => None,
        })
    }

    /// The sentence for somebody who is signed in; none if it would not be true of them.
    pub(super) const fn for_signed_in(self) -> Option<&'static str> {
        match self {
            Self::Name => Some("Your name is changed."),
            Self::Password => Some("Your password is changed. Every other device was signed out."),
            Self::FirstPassword => Some("You have a password now. Every other device was signed out."),
            Self::Linked => Some("Linked: from now on you can sign in that way as well."),
            Self::Unlinked => Some("Unlinked: that way does not lead here any more."),
            Self::Device => Some("That device is signed out."),
            Self::Devices => None,
        }
    }

    /// The sentence for somebody who is signed out; none if it would not be true of them.
    pub(super) const fn for_signed_out(self) -> Option<&'static str> {
        match self {
            Self::Devices => Some("All your devices are signed out, this one too."),
            Self::Device => Some("This device is signed out."),
            Self::Name | Self::Password | Self::FirstPassword | Self::Linked | Self::Unlinked => None,
        }
    }
}
