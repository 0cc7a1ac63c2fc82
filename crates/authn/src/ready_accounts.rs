//! The two accounts that every sandbox starts with. Their passwords are on the sign-in card: they protect nothing.

use domain::Role;

/// An account to try the doors with.
#[derive(Clone, Copy, Debug)]
pub struct ReadyAccount {
    /// The address.
    pub email: &'static str,
    /// The name.
    pub name: &'static str,
    /// The password, printed for everybody.
    pub password: &'static str,
    /// The role.
    pub role: Role,
    /// What the lab's own identity provider knows it by, in every realm.
    pub subject: &'static str,
}

/// Alice, who signs in, and the admin, who can be demoted.
pub const READY_ACCOUNTS: [ReadyAccount; 2] = [
    ReadyAccount {
        email: "alice@example.test",
        name: "Alice Liddell",
        password: "alice-through-the-glass",
        role: Role::User,
        subject: "ready-alice",
    },
    ReadyAccount {
        email: "admin@example.test",
        name: "The Keeper",
        password: "keeper-of-the-keys",
        role: Role::Admin,
        subject: "ready-admin",
    },
];
