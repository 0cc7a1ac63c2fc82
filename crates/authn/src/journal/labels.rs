//! What is counted apart: a handful of words each, so that nothing a visitor sends makes another.

use crate::ThrottleKey;

/// A word that a number stands under.
pub trait Label: Copy + 'static {
    /// All of them, in the order of their numbers.
    const ALL: &'static [Self];

    /// The word.
    fn label(self) -> &'static str;
}

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $label:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant,)+ }

        impl Label for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }
    };
}

labels! {
    /// How somebody came in.
    WayIn {
        /// By a password, at the token door.
        LocalStorageJwt = "local_storage_jwt",
        /// By a password, at the session door.
        CookieSession = "cookie_session",
        /// Through a provider, which leads to the session door.
        RelyingParty = "relying_party",
    }
}

labels! {
    /// What became of a sign-in.
    Outcome {
        /// Somebody is signed in.
        Success = "success",
        /// What was shown does not open anything.
        Fail = "fail",
        /// It was not looked at, because of the failures before it.
        Throttled = "throttled",
        /// It was not looked at, for there was no room to hash.
        Overloaded = "overloaded",
        /// The database, or the provider, did not answer.
        Unavailable = "unavailable",
    }
}

labels! {
    /// Whose failures make somebody wait.
    ThrottledBy {
        /// Those at one account.
        Account = "account",
        /// Those from one address.
        Address = "address",
        /// Those who left for a provider from one address, and did not come back.
        Departure = "departure",
        /// Those of one browser that its owner signed in from before.
        KnownDevice = "known_device",
    }
}

labels! {
    /// Why a session is over.
    Ending {
        /// Its user signed out.
        Logout = "logout",
        /// Its user ended it, from this device or another.
        DeviceEnded = "device_ended",
        /// Its user ended all of them.
        AllDevicesEnded = "all_devices_ended",
        /// Its user's password was changed.
        PasswordChange = "password_change",
        /// Its user's account was disabled.
        AccountDisabled = "account_disabled",
        /// The provider that it came through ended its own.
        ProviderLogout = "provider_logout",
        /// The same browser began another.
        Replaced = "replaced",
        /// It ran out. Counted when it is swept.
        Timeout = "timeout",
    }
}

impl ThrottledBy {
    pub(super) const fn of(key: &ThrottleKey) -> Self {
        match key {
            ThrottleKey::Account(..) => Self::Account,
            ThrottleKey::Address(..) => Self::Address,
            ThrottleKey::Departure(..) => Self::Departure,
            ThrottleKey::KnownDevice(..) => Self::KnownDevice,
        }
    }
}
