//! The one header of an exchange that shows how its door works.

use domain::{Door, Exchange, Header};

/// What to point at.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Remark<'a> {
    /// A header that carries a credential, if one did.
    pub header: Option<&'a Header>,
    /// Who put it there, or where the credential went instead.
    pub gloss: &'static str,
}

/// Finds it. An answer that hands a credential out matters more than a request that carries one.
pub(crate) fn remark(exchange: &Exchange) -> Option<Remark<'_>> {
    let secret = |headers: &'static str, list| find(list, headers);
    match exchange.door {
        Door::LocalStorageJwt => {
            if exchange.status == 200
                && matches!(exchange.path.as_str(), "/api/jwt/login" | "/api/jwt/refresh")
            {
                return Some(Remark { header: None, gloss: "the answer's body carries both tokens" });
            }
            let header = secret("authorization", &exchange.request)?;
            Some(Remark { header: Some(header), gloss: "attached by our script" })
        }
        Door::CookieSession => {
            if let Some(header) = secret("set-cookie", &exchange.response) {
                return Some(Remark { header: Some(header), gloss: "kept by the browser" });
            }
            let header = secret("cookie", &exchange.request)?;
            Some(Remark { header: Some(header), gloss: "attached by the browser" })
        }
    }
}

fn find<'a>(headers: &'a [Header], name: &str) -> Option<&'a Header> {
    headers.iter().find(|header| header.secret && header.name == name)
}
