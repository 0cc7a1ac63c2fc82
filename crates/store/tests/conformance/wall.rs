//! The lab's wall, and its switches.

use futures_util::future::join_all;
use lab::{Defence, NewPost};

use crate::engine::{Engine, START};
use crate::trial::tests;

tests![
    posts_hang_newest_first_and_the_oldest_go,
    posts_side_by_side_are_no_more_than_there_is_room_for,
    what_was_written_is_kept_as_it_was,
    a_wall_is_set_aside_and_put_back,
    defences_are_switched_one_by_one_and_all_at_once,
];

impl Engine {
    async fn posts(&self, text: &str, keep: u32) {
        let post = NewPost { author: "Mallory".parse().unwrap(), text: text.to_owned() };
        self.database.lab.add_post(&self.sandbox, &post, START, keep).await.unwrap();
    }

    async fn wall(&self) -> Vec<String> {
        let posts = self.database.lab.posts(&self.sandbox).await.unwrap();
        posts.into_iter().map(|post| post.text).collect()
    }
}

async fn posts_hang_newest_first_and_the_oldest_go(engine: &Engine) {
    for text in ["one", "two", "three"] {
        engine.posts(text, 2).await;
    }
    assert_eq!(engine.wall().await, ["three", "two"]);
    engine.database.lab.clear_wall(&engine.sandbox).await.unwrap();
    assert!(engine.wall().await.is_empty());
}

async fn posts_side_by_side_are_no_more_than_there_is_room_for(engine: &Engine) {
    join_all((0..12).map(|_| engine.posts("a post", 3))).await;
    assert_eq!(engine.wall().await.len(), 3);
}

async fn what_was_written_is_kept_as_it_was(engine: &Engine) {
    let text = "<img src=x onerror=\"alert('🐇')\">\n%27 \\ -- ; é";
    engine.posts(text, 3).await;
    let posts = engine.database.lab.posts(&engine.sandbox).await.unwrap();
    assert_eq!(
        (posts[0].author.as_str(), posts[0].text.as_str(), posts[0].posted_at),
        ("Mallory", text, START)
    );
    // No browser shows this one as it is either.
    engine.posts("a\0b", 3).await;
    let kept = &engine.wall().await[0];
    assert!(kept == "a\0b" || kept == "a\u{fffd}b", "{kept:?}");
}

async fn a_wall_is_set_aside_and_put_back(engine: &Engine) {
    let lab = &engine.database.lab;
    engine.posts("mine", 5).await;
    lab.set_wall_aside(&engine.sandbox).await.unwrap();
    assert!(engine.wall().await.is_empty());
    engine.posts("of a play that is cut off", 5).await;
    lab.set_wall_aside(&engine.sandbox).await.unwrap();
    engine.posts("of a play", 1).await;
    assert_eq!(engine.wall().await, ["of a play"]);
    lab.put_wall_back(&engine.sandbox).await.unwrap();
    assert_eq!(engine.wall().await, ["mine"]);
}

async fn defences_are_switched_one_by_one_and_all_at_once(engine: &Engine) {
    let lab = &engine.database.lab;
    let on = async || {
        let mut on = lab.defences(&engine.sandbox).await.unwrap();
        on.sort_by_key(|defence| defence.slug());
        on
    };
    for _ in 0..2 {
        lab.switch_defence(&engine.sandbox, Defence::SameSite, true).await.unwrap();
    }
    assert_eq!(on().await, [Defence::SameSite]);
    lab.switch_defence(&engine.sandbox, Defence::SameSite, false).await.unwrap();
    assert!(on().await.is_empty());
    lab.switch_defence(&engine.sandbox, Defence::SameSite, true).await.unwrap();
    lab.set_defences(&engine.sandbox, &[Defence::Escaping, Defence::Denylist]).await.unwrap();
    assert_eq!(on().await, [Defence::Denylist, Defence::Escaping]);
}
