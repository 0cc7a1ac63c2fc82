//! Who asks for a passkey: the provider, by the one origin that its pages have.

use url::{Host, Url};
use webauthn_rp::request::{AsciiDomain, RpId};

/// The provider, as browsers know it. Makes and checks passkeys for one origin and no other.
#[derive(Debug)]
pub struct RelyingParty {
    pub(super) rp_id: RpId,
    pub(super) origin: String,
}

/// No browser makes passkeys there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("passkeys need an origin with a domain name, with https or on localhost: https://idp.example.com")]
pub struct InvalidOrigin;

impl RelyingParty {
    /// The provider whose pages have this origin, with the host's name as the relying party's id.
    ///
    /// # Errors
    /// [`InvalidOrigin`] for an address without a name, or without HTTPS elsewhere than on `localhost` and below it:
    /// browsers trust no other (Secure Contexts §3.1).
    pub fn at(origin: &str) -> Result<Self, InvalidOrigin> {
        let url = Url::parse(origin).map_err(|_| InvalidOrigin)?;
        let Some(Host::Domain(domain)) = url.host() else { return Err(InvalidOrigin) };
        let local = domain == "localhost" || domain.ends_with(".localhost");
        let secure = url.scheme() == "https" || url.scheme() == "http" && local;
        let spelled = url.origin().ascii_serialization();
        if !secure || origin != spelled {
            return Err(InvalidOrigin);
        }
        let domain = AsciiDomain::try_from(domain.to_owned()).map_err(|_| InvalidOrigin)?;
        Ok(Self { rp_id: RpId::Domain(domain), origin: spelled })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_one_that_browsers_make_passkeys_for() {
        for good in ["http://idp.localhost:5000", "http://localhost:5000", "https://idp.example.com"] {
            assert!(RelyingParty::at(good).is_ok(), "{good}");
        }
        for bad in [
            "http://idp.example.com",
            "http://127.0.0.1:5000",
            "https://[::1]",
            "https://idp.example.com/",
            "https://idp.example.com/sign-in",
            "https://idp.example.com:443",
            "https://IDP.example.com",
            "https://user@idp.example.com",
            "http://localhost.example.com",
            "http://evil-localhost",
            "ftp://localhost",
            "idp.example.com",
            "",
        ] {
            assert_eq!(RelyingParty::at(bad).err(), Some(InvalidOrigin), "{bad}");
        }
    }
}
