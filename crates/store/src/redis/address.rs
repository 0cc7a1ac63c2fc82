//! Where Redis is, and the password for it, which is never shown.

use std::fmt;

use redis::{ConnectionInfo, IntoConnectionInfo as _, RedisResult};

/// The address of a Redis: `redis://user:password@host:port/number`, `rediss://` for TLS, `unix:///path` for a socket.
///
/// ```
/// let address = store::RedisAddress::from("redis://house:a-password@10.0.0.7/2".to_owned());
/// assert_eq!(address.to_string(), "10.0.0.7:6379/2");
/// assert_eq!(format!("{address:?}"), "RedisAddress(10.0.0.7:6379/2)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct RedisAddress(String);

impl RedisAddress {
    pub(super) fn connection_info(&self) -> RedisResult<ConnectionInfo> {
        self.0.as_str().into_connection_info()
    }
}

/// Any text is taken, and judged when the connection is made: whoever refused it here would print it, password and all.
impl From<String> for RedisAddress {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for RedisAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.connection_info() {
            Ok(info) => write!(f, "{}/{}", info.addr(), info.redis_settings().db()),
            Err(_) => f.write_str("an unreadable address"),
        }
    }
}

impl fmt::Debug for RedisAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RedisAddress({self})")
    }
}
