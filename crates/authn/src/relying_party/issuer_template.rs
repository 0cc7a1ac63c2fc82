//! A provider's name for itself.

use domain::SandboxId;
use openidconnect::url::Url;

use super::InvalidProvider;
use super::trusted_url::nobody_reads_along;

/// Where a sandbox's name stands in an issuer.
const SANDBOX: &str = "{sandbox}";

/// A provider's name for itself, which may be another towards each sandbox.
///
/// ```
/// use authn::relying_party::IssuerTemplate;
///
/// let issuer: IssuerTemplate = "http://idp.localhost:5000/realms/{sandbox}".parse().unwrap();
/// assert_eq!(issuer.of(&"default".parse().unwrap()), "http://idp.localhost:5000/realms/default");
/// assert!("http://idp.example".parse::<IssuerTemplate>().is_err(), "anybody on the way could read along");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuerTemplate(String);

impl IssuerTemplate {
    /// The issuer of a sandbox.
    #[must_use]
    pub fn of(&self, sandbox: &SandboxId) -> String {
        self.0.replace(SANDBOX, sandbox.as_str())
    }

    /// Whether it is one of these.
    #[must_use]
    pub fn is_of(&self, issuer: &str) -> bool {
        self.sandbox_of(issuer).is_some()
    }

    /// The sandbox of an issuer: of the same for all of them, `default`.
    pub(super) fn sandbox_of(&self, issuer: &str) -> Option<SandboxId> {
        let sandbox = match self.0.split_once(SANDBOX) {
            Some((before, after)) => issuer.strip_prefix(before)?.strip_suffix(after)?.parse().ok()?,
            None => SandboxId::default(),
        };
        (self.of(&sandbox) == issuer).then_some(sandbox)
    }
}

impl std::str::FromStr for IssuerTemplate {
    type Err = InvalidProvider;

    fn from_str(text: &str) -> Result<Self, InvalidProvider> {
        let template = Self(text.to_owned());
        let url: Option<Url> = template.of(&SandboxId::default()).parse().ok();
        // OpenID Connect Discovery 1.0 §3: an issuer has neither query nor fragment.
        match url.filter(|url| nobody_reads_along(url) && url.query().is_none() && url.fragment().is_none()) {
            Some(_) => Ok(template),
            None => Err(InvalidProvider::Issuer(text.to_owned())),
        }
    }
}
