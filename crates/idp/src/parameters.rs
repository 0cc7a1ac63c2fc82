//! The parameters of a request, as RFC 6749 §3.1 and §3.2 want them read: one without a value is as good as none, and none
//! may come twice.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use axum::extract::{Form, FromRequest, FromRequestParts, Query, Request};
use axum::http::{Method, StatusCode, request::Parts};

use crate::Provider;

/// What a client or a browser sent. Passwords and codes are among it, so it prints no values.
#[derive(Default)]
pub(crate) struct Parameters {
    values: BTreeMap<String, String>,
    repeated: Vec<String>,
}

/// They are not a form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NoForm;

impl Parameters {
    fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut read = Self::default();
        for (name, value) in pairs {
            if read.values.insert(name.clone(), value).is_some() {
                read.repeated.push(name);
            }
        }
        read.values.retain(|_, value| !value.is_empty());
        read
    }

    /// A parameter, unless it came twice: then nobody can tell which is meant.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        if self.came_twice(name) {
            return None;
        }
        self.values.get(name).map(String::as_str)
    }

    /// Whether a parameter came more than once.
    fn came_twice(&self, name: &str) -> bool {
        self.repeated.iter().any(|repeated| repeated == name)
    }

    /// Whether any did.
    pub(crate) fn any_twice(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// Reads a query.
    pub(crate) async fn of_query(parts: &mut Parts, provider: &Arc<Provider>) -> Result<Self, NoForm> {
        let query = Query::<Vec<(String, String)>>::from_request_parts(parts, provider).await;
        query.map(|Query(pairs)| Self::from_pairs(pairs)).map_err(|_| NoForm)
    }

    /// Reads a body.
    pub(crate) async fn of_form(request: Request, provider: &Arc<Provider>) -> Result<Self, NoForm> {
        let form = Form::<Vec<(String, String)>>::from_request(request, provider).await;
        form.map(|Form(pairs)| Self::from_pairs(pairs)).map_err(|_| NoForm)
    }

    /// The parameters in form encoding, in the order of their names: what a form of ours sends along.
    pub(crate) fn encoded(&self) -> String {
        serde_urlencoded::to_string(&self.values).unwrap_or_default()
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.values.keys()).finish()
    }
}

/// From the query of a GET, or from the body of a POST: where either is allowed.
impl FromRequest<Arc<Provider>> for Parameters {
    type Rejection = StatusCode;

    async fn from_request(request: Request, provider: &Arc<Provider>) -> Result<Self, StatusCode> {
        let read = if *request.method() == Method::POST {
            Self::of_form(request, provider).await
        } else {
            let (mut parts, _) = request.into_parts();
            Self::of_query(&mut parts, provider).await
        };
        read.map_err(|NoForm| StatusCode::BAD_REQUEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Parameters {
        Parameters::from_pairs(
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        )
    }

    // RFC 6749 §3.1
    #[test]
    fn one_without_a_value_is_none_and_one_that_comes_twice_is_neither() {
        let read = read(&[("a", "1"), ("b", ""), ("c", "1"), ("c", "2")]);
        assert_eq!(
            (read.get("a"), read.get("b"), read.get("c"), read.get("d")),
            (Some("1"), None, None, None)
        );
        assert!(read.came_twice("c") && !read.came_twice("a") && read.any_twice());
    }

    #[test]
    fn no_way_of_printing_shows_a_value() {
        assert_eq!(format!("{:?}", read(&[("password", "rabbit hole 42")])), "{\"password\"}");
    }
}
