//! What the rooms keep in the database, for whoever shows it. No decision is made on this.

use async_trait::async_trait;
use authn::StoreError;
use domain::SandboxId;

/// A table of the rooms'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomTable {
    /// The token room's refresh tokens, by families.
    RefreshTokens,
    /// The token room's denylist.
    Denylist,
    /// The denylist of the room of the token in a cookie.
    DeniedTokens,
    /// The sessions of the room that takes ids over.
    NaiveSessions,
}

/// A row, cut to what may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomRow {
    /// The first characters of what it is kept under.
    pub key: String,
    /// What it says.
    pub says: String,
    /// When it goes, in seconds since 1970.
    pub expires_at: i64,
}

/// A look into the tables.
#[async_trait]
pub trait RoomRows: Send + Sync {
    /// The rows of a sandbox in a table, those that last longest first, at most `most` of them.
    async fn room_rows(
        &self,
        sandbox: &SandboxId,
        table: RoomTable,
        most: u32,
    ) -> Result<Vec<RoomRow>, StoreError>;
}

impl RoomTable {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::RefreshTokens, Self::Denylist, Self::DeniedTokens, Self::NaiveSessions];

    /// For people.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::RefreshTokens => "Refresh tokens of the token room",
            Self::Denylist => "Denylist of the token room",
            Self::DeniedTokens => "Denylist of the room of the JWT in a cookie",
            Self::NaiveSessions => "Sessions of the room that takes ids over",
        }
    }
}
