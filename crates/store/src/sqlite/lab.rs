//! The lab's rows: the wall, and the switches.

use async_trait::async_trait;
use authn::StoreError;
use domain::SandboxId;
use lab::{Defence, LabStore, NewPost, Post};

use super::{SqliteStore, row, unavailable};

#[async_trait]
impl LabStore for SqliteStore {
    async fn add_post(
        &self,
        sandbox: &SandboxId,
        post: &NewPost,
        now: i64,
        keep: u32,
    ) -> Result<(), StoreError> {
        let mut change = self.change("add post").await?;
        sqlx::query("INSERT INTO posts (sandbox, author, text, posted_at) VALUES (?, ?, ?, ?)")
            .bind(sandbox.as_str())
            .bind(post.author.as_str())
            .bind(&post.text)
            .bind(now)
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        sqlx::query(
            "DELETE FROM posts WHERE sandbox = ?1 AND NOT set_aside AND id NOT IN
             (SELECT id FROM posts WHERE sandbox = ?1 AND NOT set_aside ORDER BY id DESC LIMIT ?2)",
        )
        .bind(sandbox.as_str())
        .bind(keep)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)
    }

    async fn posts(&self, sandbox: &SandboxId) -> Result<Vec<Post>, StoreError> {
        let rows = sqlx::query(
            "SELECT author, text, posted_at FROM posts WHERE sandbox = ? AND NOT set_aside ORDER BY id DESC",
        )
        .bind(sandbox.as_str())
        .fetch_all(self.reads("posts"))
        .await
        .map_err(unavailable)?;
        rows.iter()
            .map(|found| {
                Ok(Post {
                    author: row::parse(row::column(found, "author")?)?,
                    text: row::column(found, "text")?,
                    posted_at: row::column(found, "posted_at")?,
                })
            })
            .collect()
    }

    async fn clear_wall(&self, sandbox: &SandboxId) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM posts WHERE sandbox = ? AND NOT set_aside")
            .bind(sandbox.as_str())
            .execute(self.writes("clear wall"))
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn set_wall_aside(&self, sandbox: &SandboxId) -> Result<(), StoreError> {
        let mut change = self.change("set wall aside").await?;
        for step in [
            "DELETE FROM posts WHERE sandbox = ?1 AND NOT set_aside
             AND EXISTS (SELECT 1 FROM posts WHERE sandbox = ?1 AND set_aside)",
            "UPDATE posts SET set_aside = 1 WHERE sandbox = ?1",
        ] {
            sqlx::query(step).bind(sandbox.as_str()).execute(&mut *change).await.map_err(unavailable)?;
        }
        change.commit().await.map_err(unavailable)
    }

    async fn put_wall_back(&self, sandbox: &SandboxId) -> Result<(), StoreError> {
        let mut change = self.change("put wall back").await?;
        for step in [
            "DELETE FROM posts WHERE sandbox = ? AND NOT set_aside",
            "UPDATE posts SET set_aside = 0 WHERE sandbox = ?",
        ] {
            sqlx::query(step).bind(sandbox.as_str()).execute(&mut *change).await.map_err(unavailable)?;
        }
        change.commit().await.map_err(unavailable)
    }

    async fn defences(&self, sandbox: &SandboxId) -> Result<Vec<Defence>, StoreError> {
        self.reads_at_once("defences").await.rows(
            "SELECT defence FROM defences WHERE sandbox = ?",
            [sandbox.as_str()],
            |columns| columns.parse(row::parse),
        )
    }

    async fn switch_defence(
        &self,
        sandbox: &SandboxId,
        defence: Defence,
        on: bool,
    ) -> Result<(), StoreError> {
        let change = if on {
            "INSERT INTO defences (sandbox, defence) VALUES (?, ?) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM defences WHERE sandbox = ? AND defence = ?"
        };
        sqlx::query(change)
            .bind(sandbox.as_str())
            .bind(defence.slug())
            .execute(self.writes("switch defence"))
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn set_defences(&self, sandbox: &SandboxId, on: &[Defence]) -> Result<(), StoreError> {
        let mut change = self.change("set defences").await?;
        sqlx::query("DELETE FROM defences WHERE sandbox = ?")
            .bind(sandbox.as_str())
            .execute(&mut *change)
            .await
            .map_err(unavailable)?;
        for defence in on {
            sqlx::query("INSERT INTO defences (sandbox, defence) VALUES (?, ?) ON CONFLICT DO NOTHING")
                .bind(sandbox.as_str())
                .bind(defence.slug())
                .execute(&mut *change)
                .await
                .map_err(unavailable)?;
        }
        change.commit().await.map_err(unavailable)
    }
}
