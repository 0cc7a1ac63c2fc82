//! A door, or a room with a sign-in of its own: where it is, and what a browser holds that has come in through it.

use serde_json::json;

use super::{Answer, SecondBrowser};
use crate::experiments::Void;

/// Where somebody signs in, signs out, and reads their own profile.
#[derive(Clone, Copy)]
pub(crate) struct Entrance {
    pub(super) log_in: &'static str,
    log_out: &'static str,
    pub(super) profile: &'static str,
    holds: Holds,
}

/// What a browser holds afterwards.
#[derive(Clone, Copy)]
enum Holds {
    AccessToken,
    Cookie(&'static str),
}

/// What opens an entrance, ready to be sent. It is not printed.
pub(crate) struct Credential {
    /// The header, or nothing.
    pub(super) authorization: String,
    /// The header, or nothing.
    pub(super) cookie: String,
}

/// The token door.
pub(crate) const TOKEN_DOOR: Entrance = Entrance {
    log_in: "/api/jwt/login",
    log_out: "/api/jwt/logout",
    profile: "/api/jwt/profile/me",
    holds: Holds::AccessToken,
};

/// The session door.
pub(crate) const SESSION_DOOR: Entrance = Entrance {
    log_in: "/api/session/login",
    log_out: "/api/session/logout",
    profile: "/api/session/profile/me",
    holds: Holds::Cookie("__Host-session"),
};

/// The token room, whose switches the token door lacks.
pub(crate) const TOKEN_ROOM: Entrance = Entrance {
    log_in: "/api/lab/rooms/jwt/login",
    log_out: "/api/lab/rooms/jwt/logout",
    profile: "/api/lab/rooms/jwt/profile",
    holds: Holds::AccessToken,
};

/// The room of the session that the browser keeps.
pub(crate) const SIGNED_COOKIE_ROOM: Entrance = Entrance {
    log_in: "/api/lab/rooms/signed-cookie/login",
    log_out: "/api/lab/rooms/signed-cookie/logout",
    profile: "/api/lab/rooms/signed-cookie/profile",
    holds: Holds::Cookie("__Host-lab-signed"),
};

/// The room of the token in a cookie.
pub(crate) const JWT_COOKIE_ROOM: Entrance = Entrance {
    log_in: "/api/lab/rooms/jwt-cookie/login",
    log_out: "/api/lab/rooms/jwt-cookie/logout",
    profile: "/api/lab/rooms/jwt-cookie/profile",
    holds: Holds::Cookie("__Host-lab-jwt"),
};

/// The room whose session takes the id that it is brought.
pub(crate) const NAIVE_SESSION_ROOM: Entrance = Entrance {
    log_in: "/api/lab/rooms/naive-session/login",
    log_out: "/api/lab/rooms/naive-session/logout",
    profile: "/api/lab/rooms/naive-session/profile",
    holds: Holds::Cookie("__Host-lab-naive"),
};

impl Entrance {
    /// Signs somebody in. Returns what the browser holds now.
    pub(crate) async fn sign_in(
        self,
        browser: &mut SecondBrowser,
        (email, password): (&str, &str),
    ) -> Result<Credential, Void> {
        let answer = browser.post(self.log_in, &json!({ "email": email, "password": password })).await?;
        if answer.status != 200 {
            return Err(Void(format!("{} answered {}: {}", self.log_in, answer.status, answer.text)));
        }
        let held = match self.holds {
            Holds::AccessToken => answer.body["access_token"].as_str(),
            Holds::Cookie(name) => browser.cookie(name),
        };
        held.map(|value| self.holding(value))
            .ok_or_else(|| Void(format!("{} answered 200 and handed out nothing.", self.log_in)))
    }

    /// Signs out. It must be answered with 200, whatever that is worth.
    pub(crate) async fn sign_out(self, browser: &mut SecondBrowser, held: &Credential) -> Result<(), Void> {
        let answer = match held.bearer() {
            Some(access_token) => browser.post_bearer(self.log_out, access_token, &json!({})).await?,
            None => browser.post(self.log_out, &json!({})).await?,
        };
        match answer.status {
            200 => Ok(()),
            status => Err(Void(format!("{} answered {status}: {}", self.log_out, answer.text))),
        }
    }

    /// What a browser would hold with this value.
    pub(crate) fn holding(self, id: &str) -> Credential {
        match self.holds {
            Holds::AccessToken => Credential::access_token(id),
            Holds::Cookie(name) => Credential::cookie(name, id),
        }
    }

    /// The request that signs somebody in, as it is recorded.
    pub(crate) fn signs_in_by(self) -> String {
        format!("POST {}", self.log_in)
    }

    /// The cookie's name, where it is one.
    pub(crate) const fn cookie_name(self) -> Option<&'static str> {
        match self.holds {
            Holds::AccessToken => None,
            Holds::Cookie(name) => Some(name),
        }
    }

    /// Reads one's own profile, with whatever cookies the browser has.
    pub(crate) async fn profile(self, browser: &mut SecondBrowser) -> Result<Answer, Void> {
        browser.get(self.profile).await
    }
}

impl Credential {
    /// A cookie.
    fn cookie(name: &str, value: &str) -> Self {
        Self { authorization: String::new(), cookie: format!("{name}={value}") }
    }

    /// Cookies as a thief found them: a whole header, or nothing.
    pub(crate) fn found(cookies: &str) -> Self {
        Self { authorization: String::new(), cookie: cookies.to_owned() }
    }

    /// An access token.
    pub(super) fn access_token(access_token: &str) -> Self {
        Self { authorization: format!("Bearer {access_token}"), cookie: String::new() }
    }

    /// The access token, if it is one.
    pub(crate) fn bearer(&self) -> Option<&str> {
        self.authorization.strip_prefix("Bearer ")
    }
}

/// A secret's first characters: enough to tell two apart.
pub(crate) fn shortened(secret: &str) -> String {
    secret.chars().take(6).chain(['…']).collect()
}
