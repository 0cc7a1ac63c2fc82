//! The account's own page, and those that follow on it.

mod authenticator;
mod notice;
mod overview;
mod passkey;
mod recovery_codes;
mod sessions;

pub(crate) use authenticator::{AuthenticatorPage, CodeNotice, authenticator};
pub(crate) use notice::{AccountNotice, Done};
pub(crate) use overview::{AccountPage, account};
pub(crate) use passkey::{NewPasskeyPage, new_passkey};
pub(crate) use recovery_codes::{RecoveryCodesPage, recovery_codes};

/// How long ago something was, in words: a page without scripts does not know its reader's time zone.
fn ago(then: i64, now: i64) -> String {
    let (number, unit) = match now - then {
        ..60 => return "just now".to_owned(),
        seconds @ 60..3_600 => (seconds / 60, "minute"),
        seconds @ 3_600..86_400 => (seconds / 3_600, "hour"),
        seconds => (seconds / 86_400, "day"),
    };
    format!("{number} {unit}{} ago", if number == 1 { "" } else { "s" })
}

/// `amr`, in words.
fn methods(amr: &str) -> &'static str {
    match amr {
        "pwd otp mfa" => "password and code",
        "pwd pop mfa" => "password and passkey",
        "pop mfa" => "passkey",
        _ => "password",
    }
}

#[cfg(test)]
mod tests {
    use second_factor::Factor;

    use super::*;
    use crate::sign_in::Proof;

    #[test]
    fn how_long_ago_it_was() {
        let words =
            [0, 59, 60, 119, 120, 3_599, 3_600, 7_200, 86_400, 900_000].map(|seconds| ago(0, seconds));
        let expected = [
            "just now",
            "just now",
            "1 minute ago",
            "1 minute ago",
            "2 minutes ago",
            "59 minutes ago",
            "1 hour ago",
            "2 hours ago",
            "1 day ago",
            "10 days ago",
        ];
        assert_eq!(words, expected);
        assert_eq!(ago(5, 0), "just now", "clocks are set back");
    }

    #[test]
    fn every_proof_has_its_words() {
        let proofs = [
            (Proof::Password, "password"),
            (Proof::PasswordAnd(Factor::Totp), "password and code"),
            (Proof::PasswordAnd(Factor::RecoveryCode), "password and code"),
            (Proof::PasswordAnd(Factor::Passkey), "password and passkey"),
            (Proof::Passkey, "passkey"),
        ];
        for (proof, words) in proofs {
            assert_eq!(methods(proof.amr()), words);
        }
    }
}
