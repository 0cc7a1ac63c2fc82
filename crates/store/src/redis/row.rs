//! A session as a hash, and back.

use std::collections::HashMap;

use authn::SessionOwner;
use authn::StoreError;
use authn::cookie_session::SignIn;
use authn::relying_party::{Authentication, Identity, ProviderSession};
use domain::{Device, DeviceId, UserId};

/// What is kept of a session. Of its owner, nothing but the number.
pub(super) struct Row {
    pub(super) user: UserId,
    pub(super) password_version: i64,
    pub(super) device: String,
    pub(super) provider_session: Option<ProviderSession>,
    pub(super) created_at: i64,
    pub(super) last_seen_at: i64,
    pub(super) expires_at: i64,
}

impl Row {
    /// The row of a sign-in at `now`.
    pub(super) fn new(sign_in: SignIn, now: i64, expires_at: i64) -> Self {
        let SignIn { user, password_version, device, provider_session, .. } = sign_in;
        let (created_at, last_seen_at) = (now, now);
        Self {
            user: user.id,
            password_version,
            device,
            provider_session,
            created_at,
            last_seen_at,
            expires_at,
        }
    }

    /// The sign-in that it is, for the owner that the account says it has: nothing, if the password has changed since.
    pub(super) fn sign_in(self, owner: SessionOwner) -> Option<SignIn> {
        (self.password_version == owner.password_version).then_some(SignIn {
            user: owner.user,
            sandbox: owner.sandbox,
            password_version: self.password_version,
            device: self.device,
            provider_session: self.provider_session,
            created_at: self.created_at,
            last_seen_at: self.last_seen_at,
        })
    }

    /// What its owner sees of it.
    pub(super) fn device(self, id: DeviceId) -> Device {
        Device {
            id,
            label: self.device,
            created_at: self.created_at,
            last_seen_at: self.last_seen_at,
            expires_at: self.expires_at,
            current: false,
        }
    }

    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        let mut fields = vec![
            ("user", self.user.0.to_string()),
            ("password_version", self.password_version.to_string()),
            ("device", self.device.clone()),
            ("created_at", self.created_at.to_string()),
            ("last_seen_at", self.last_seen_at.to_string()),
            ("expires_at", self.expires_at.to_string()),
        ];
        if let Some(ProviderSession { identity, sid, offers_logout, authentication }) = &self.provider_session
        {
            fields.extend([
                ("issuer", identity.issuer.clone()),
                ("subject", identity.subject.clone()),
                ("offers_logout", offers_logout.to_string()),
                ("amr", authentication.amr.join(" ")),
            ]);
            let optional = [
                ("sid", sid.clone()),
                ("auth_time", authentication.auth_time.map(|time| time.to_string())),
                ("acr", authentication.acr.clone()),
            ];
            fields.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value?))));
        }
        fields
    }

    /// Reads it; there is none, if there are no fields.
    pub(super) fn read(mut fields: HashMap<String, String>) -> Result<Option<Self>, StoreError> {
        if fields.is_empty() {
            return Ok(None);
        }
        let fields = &mut fields;
        Ok(Some(Self {
            user: UserId(number(fields, "user")?),
            password_version: number(fields, "password_version")?,
            device: text(fields, "device")?,
            provider_session: provider_session(fields)?,
            created_at: number(fields, "created_at")?,
            last_seen_at: number(fields, "last_seen_at")?,
            expires_at: number(fields, "expires_at")?,
        }))
    }
}

fn provider_session(fields: &mut HashMap<String, String>) -> Result<Option<ProviderSession>, StoreError> {
    let Some(issuer) = fields.remove("issuer") else { return Ok(None) };
    let auth_time = fields.contains_key("auth_time").then(|| number(fields, "auth_time")).transpose()?;
    Ok(Some(ProviderSession {
        identity: Identity { issuer, subject: text(fields, "subject")? },
        sid: fields.remove("sid"),
        offers_logout: text(fields, "offers_logout")? == "true",
        authentication: Authentication {
            auth_time,
            amr: text(fields, "amr")?.split_whitespace().map(str::to_owned).collect(),
            acr: fields.remove("acr"),
        },
    }))
}

fn text(fields: &mut HashMap<String, String>, name: &str) -> Result<String, StoreError> {
    fields.remove(name).ok_or_else(|| StoreError::Corrupt(format!("a session without {name}")))
}

fn number(fields: &mut HashMap<String, String>, name: &str) -> Result<i64, StoreError> {
    text(fields, name)?.parse().map_err(|_| StoreError::Corrupt(format!("{name} is a number")))
}
