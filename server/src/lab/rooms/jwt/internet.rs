//! All of the internet that the token room may ask for keys: the lab's own parties.
//!
//! The flaw that this serves, `jku_is_fetched`, would let anybody send requests from the learner's machine to wherever
//! they like (SSRF). So an address is asked only if its origin is the attacker's or our own, as they were configured:
//! both are loopback names unless somebody said otherwise. No redirect is followed, and no proxy is asked.

use std::time::Duration;

use async_trait::async_trait;
use axum::http::Uri;
use lab::rooms::jwt::FetchKeys;

use crate::{Clients, LabRooms, Origin};

/// How long the room waits for somebody's keys.
const PATIENCE: Duration = Duration::from_secs(2);
/// The most that keys may weigh, in bytes.
const LARGEST: usize = 16 * 1024;

/// The parties that may be asked.
pub(super) struct Internet {
    allowed: Vec<Origin>,
    clients: Clients,
}

impl Internet {
    pub(super) fn of(rooms: &LabRooms) -> Self {
        let allowed = vec![rooms.attacker_origin.clone(), rooms.origin.clone()];
        Self { allowed, clients: rooms.clients.clone() }
    }

    /// The address, if its origin is one of ours.
    fn allow(&self, jku: &str) -> Option<Uri> {
        let uri: Uri = jku.parse().ok()?;
        // Our spelling of the origin must be the address's own: nothing before an `@`, and no port left out.
        let origin = format!("{}://{}", uri.scheme_str()?, uri.authority()?);
        self.allowed.iter().any(|allowed| allowed.to_string() == origin).then_some(uri)
    }
}

#[async_trait]
impl FetchKeys for Internet {
    async fn fetch(&self, jku: &str) -> Option<String> {
        let uri = self.allow(jku)?;
        let client = self.clients.builder().timeout(PATIENCE).build().ok()?;
        let mut response = client.get(uri.to_string()).send().await.ok()?.error_for_status().ok()?;
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.ok()? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST {
                return None;
            }
        }
        String::from_utf8(body).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_labs_own_parties_are_asked() {
        let ours = ["http://127.0.0.1:4000", "http://localhost:3000"];
        let allowed = ours.map(|origin| origin.parse().expect("an origin")).to_vec();
        let clients = Clients::new([]).expect("nothing to believe");
        let internet = Internet { allowed, clients };
        assert!(internet.allow("http://127.0.0.1:4000/campaigns/a/jwks.json").is_some());
        assert!(internet.allow("http://localhost:3000/api/lab/rooms/jwt/jwks.json").is_some());
        for elsewhere in [
            "http://127.0.0.1:22/",
            "http://127.0.0.1/",
            "http://localhost:4000/",
            "https://127.0.0.1:4000/",
            "http://127.0.0.1:4000@evil.example/",
            "http://evil.example@127.0.0.1:4000/",
            "http://127.0.0.1:4000.evil.example/",
            "http://169.254.169.254/latest/meta-data",
            "file:///etc/passwd",
            "/etc/passwd",
            "",
        ] {
            assert!(internet.allow(elsewhere).is_none(), "{elsewhere}");
        }
    }
}
