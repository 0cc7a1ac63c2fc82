//! The token room's rows: what has run out is not kept, and what was ended stays ended.

use domain::UserId;
use lab::rooms::RoomTable;
use lab::rooms::jwt::{Family, NewRefreshToken, RefreshTokenHash, Rotation};

use crate::engine::Engine;
use crate::trial::tests;

tests![
    a_look_into_the_token_room_leaves_nothing_of_a_row_whole,
    what_has_expired_is_forgotten,
    a_family_ends_whole_and_for_good,
    of_two_who_bring_the_same_refresh_token_one_gets_the_next,
];

fn token(text: &str, expires_at: i64) -> NewRefreshToken {
    NewRefreshToken { hash: RefreshTokenHash::of(text), access_jti: format!("{text}'s jti"), expires_at }
}

impl Engine {
    async fn begins_family(&self, user: UserId, family: &str, first: &NewRefreshToken) {
        let family = Family(family.to_owned());
        self.database.lab.begin_family(&self.sandbox, user, &family, first, 0).await.unwrap();
    }

    async fn rotates(&self, from: &str, to: &str) -> Rotation {
        let (from, to) = (RefreshTokenHash::of(from), token(to, 100));
        self.database.lab.rotate(&self.sandbox, &from, &to, 0).await.unwrap()
    }

    /// What each refresh token in the room is.
    async fn states(&self) -> Vec<String> {
        let rows = self.database.lab.room_rows(&self.sandbox, RoomTable::RefreshTokens, 100).await.unwrap();
        rows.into_iter().map(|row| row.says.split_once(',').unwrap().0.to_owned()).collect()
    }
}

// Whoever looks at the rows learns that they are there, and not what would name them.
async fn a_look_into_the_token_room_leaves_nothing_of_a_row_whole(engine: &Engine) {
    let (lab, alice) = (&engine.database.lab, engine.somebody("alice@example.test").await.user.id);
    engine.begins_family(alice, "a-family-with-a-name", &token("first", 100)).await;
    lab.deny(&engine.sandbox, "jti:an-access-token", "an-access-token", 100, 0).await.unwrap();

    let look = async |table| lab.room_rows(&engine.sandbox, table, 10).await.unwrap();
    let tokens = look(RoomTable::RefreshTokens).await;
    assert_eq!((tokens[0].key.len(), tokens[0].says.as_str()), (8, "valid, of family a-fami"));
    let denied = look(RoomTable::Denylist).await;
    assert_eq!((denied[0].key.as_str(), denied[0].expires_at), ("jti:an-acc", 100));
    assert!(
        look(RoomTable::NaiveSessions).await.is_empty() && look(RoomTable::DeniedTokens).await.is_empty()
    );
    let none = lab.room_rows(&engine.sandbox, RoomTable::Denylist, 0).await.unwrap();
    assert!(none.is_empty(), "bounded");
}

async fn what_has_expired_is_forgotten(engine: &Engine) {
    let (lab, alice) = (&engine.database.lab, engine.somebody("alice@example.test").await.user.id);
    for (name, expires_at) in [("first", 10), ("second", 20)] {
        lab.deny(&engine.sandbox, name, "no jti", expires_at, 0).await.unwrap();
        engine.begins_family(alice, name, &token(name, expires_at)).await;
    }
    let entries = ["first".to_owned(), "other".to_owned()];
    assert!(lab.is_denied(&engine.sandbox, &entries).await.unwrap());
    assert_eq!(lab.count_denied(&engine.sandbox).await.unwrap(), 2);
    lab.deny(&engine.sandbox, "third", "no jti", 30, 10).await.unwrap();
    assert!(!lab.is_denied(&engine.sandbox, &entries).await.unwrap());
    assert_eq!(lab.count_denied(&engine.sandbox).await.unwrap(), 2, "one came, one went");
    assert_eq!(engine.states().await.len(), 1);
}

async fn a_family_ends_whole_and_for_good(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await.user.id;
    for family in ["stolen", "given-back"] {
        engine.begins_family(alice, family, &token(family, 100)).await;
    }
    assert_eq!(engine.rotates("stolen", "next").await, Rotation::Rotated(alice));
    assert_eq!(engine.rotates("stolen", "again").await, Rotation::Reused(alice));
    assert_eq!(
        engine.rotates("again", "on").await,
        Rotation::Unknown,
        "nothing was given out for a second use"
    );
    for _ in 0..2 {
        assert_eq!(engine.rotates("next", "on").await, Rotation::Reused(alice));
    }
    // Signing out ends the family by the name of an access token that was given out with one of it.
    assert_eq!(engine.rotates("given-back", "latest").await, Rotation::Rotated(alice));
    engine.database.lab.deny(&engine.sandbox, "entry", "latest's jti", 100, 0).await.unwrap();
    assert_eq!(engine.rotates("latest", "on").await, Rotation::Reused(alice));
    assert_eq!(engine.states().await, ["revoked"; 4]);
}

async fn of_two_who_bring_the_same_refresh_token_one_gets_the_next(engine: &Engine) {
    let alice = engine.somebody("alice@example.test").await.user.id;
    for round in 0..10 {
        let first = format!("first of {round}");
        engine.begins_family(alice, &first, &token(&first, 100)).await;
        let (one, other) = (format!("one of {round}"), format!("other of {round}"));
        let (one, other) = tokio::join!(engine.rotates(&first, &one), engine.rotates(&first, &other));
        let mut both = [one, other];
        both.sort_by_key(|rotation| matches!(rotation, Rotation::Reused(_)));
        assert_eq!(both, [Rotation::Rotated(alice), Rotation::Reused(alice)], "round {round}");
    }
    assert_eq!(engine.states().await, ["revoked"; 20], "a second use ends the family");
}
