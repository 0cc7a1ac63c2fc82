//! Deliberate flaw, `prefix_redirect_uri` (claim P4): the provider looks only at how an address begins.
//!
//! `http://localhost:3000@127.0.0.1:4000/` begins with the client's origin as well. What stands before the `@` is a user
//! name and a password; the browser goes to the attacker, and takes the code along (RFC 9700 §4.1).

use super::{Defence, Registration};

// #region where a code goes
/// Whether the answer may go there. The token endpoint asks the same of the address that the client names.
pub(super) fn may_be_sent_to(
    registration: &Registration,
    redirect_uri: &str,
    switched_on: &[Defence],
) -> bool {
    if switched_on.contains(&Defence::ExactRedirectUri) {
        return redirect_uri == registration.redirect_uri;
    }
    redirect_uri.starts_with(&registration.origin)
}
// #endregion where a code goes

#[cfg(test)]
mod tests {
    use super::*;

    const ORIGIN: &str = "http://localhost:3000";

    #[test]
    fn what_begins_alike_passes_until_the_whole_is_compared() {
        let client = Registration::at(ORIGIN.to_owned());
        let exact = [Defence::ExactRedirectUri];
        assert!(may_be_sent_to(&client, &client.redirect_uri, &[]));
        assert!(may_be_sent_to(&client, &client.redirect_uri, &exact));
        for rest in ["@127.0.0.1:4000/", ".attacker.example/", "0/", "/elsewhere", ""] {
            let address = format!("{ORIGIN}{rest}");
            assert!(may_be_sent_to(&client, &address, &[]), "{address}");
            assert!(!may_be_sent_to(&client, &address, &exact), "{address}");
        }
        assert!(!may_be_sent_to(&client, "http://127.0.0.1:4000/", &[]));
    }
}
