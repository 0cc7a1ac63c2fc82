//! How somebody proved who they are, as an ID token says it.

use second_factor::Factor;

/// What was brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// The password, of somebody who has set up nothing else.
    Password,
    /// The password, and this.
    PasswordAnd(Factor),
    /// A passkey alone. It is something one has, and the device asked for something one knows or is: two factors.
    Passkey,
}

impl Proof {
    /// The methods in `amr`, with spaces between (RFC 8176 §2): a password, a one-time password, proof of possession of a
    /// key; and `mfa`, if that makes two factors.
    pub(crate) const fn amr(self) -> &'static str {
        match self {
            Self::Password => "pwd",
            Self::PasswordAnd(Factor::Totp | Factor::RecoveryCode) => "pwd otp mfa",
            Self::PasswordAnd(Factor::Passkey) => "pwd pop mfa",
            Self::Passkey => "pop mfa",
        }
    }

    /// Whether such a session may change what its user signs in with, if that includes a second factor.
    pub(crate) fn is_two_factors(amr: &str) -> bool {
        amr.split(' ').any(|method| method == "mfa")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_names_the_methods_that_the_factors_have() {
        for factor in [Factor::Totp, Factor::RecoveryCode, Factor::Passkey] {
            let amr = Proof::PasswordAnd(factor).amr();
            assert_eq!(amr, format!("pwd {} mfa", factor.amr()));
            assert!(Proof::is_two_factors(amr));
        }
        assert!(!Proof::is_two_factors(Proof::Password.amr()) && Proof::is_two_factors(Proof::Passkey.amr()));
    }
}
