//! Many accounts, of whom a few have one and the same common password: for whoever tries one password on all of them.

/// How many there are.
pub const RESIDENTS: u16 = 2_000;
/// One in so many has the shared password.
const ONE_IN: u16 = 500;
/// Which of each so many it is.
const WHICH: u16 = 400;
/// The password that some of them share. It is a common one, and opens nothing but their accounts in this room.
pub const SHARED_PASSWORD: &str = "password1";

/// The address of the `number`th of them, from 1.
#[must_use]
pub fn resident(number: u16) -> String {
    format!("resident-{number}@example.test")
}

/// The name of whomever of them these open. Those who have no common password cannot be guessed at all here.
pub(super) fn find(email: &str, password: &str) -> Option<&'static str> {
    let number = email.strip_prefix("resident-")?.strip_suffix("@example.test")?.parse::<u16>().ok()?;
    let exists = (1..=RESIDENTS).contains(&number) && resident(number) == email;
    (exists && number % ONE_IN == WHICH && password == SHARED_PASSWORD).then_some("A resident")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_in_five_hundred_has_the_shared_password_and_nobody_else_any() {
        let opened: Vec<u16> = (0..=RESIDENTS + 1)
            .filter(|number| find(&resident(*number), SHARED_PASSWORD).is_some())
            .collect();
        assert_eq!(opened, [400, 900, 1_400, 1_900]);
        assert!(find(&resident(400), "another").is_none());
        for nobody in
            ["resident-2400@example.test", "resident-0400@example.test", "resident-400@example.com", ""]
        {
            assert!(find(nobody, SHARED_PASSWORD).is_none(), "{nobody}");
        }
    }
}
