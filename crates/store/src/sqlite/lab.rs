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
            "DELETE FROM posts WHERE sandbox = ?1 AND id NOT IN
             (SELECT id FROM posts WHERE sandbox = ?1 ORDER BY id DESC LIMIT ?2)",
        )
        .bind(sandbox.as_str())
        .bind(keep)
        .execute(&mut *change)
        .await
        .map_err(unavailable)?;
        change.commit().await.map_err(unavailable)
    }

    async fn posts(&self, sandbox: &SandboxId) -> Result<Vec<Post>, StoreError> {
        let rows =
            sqlx::query("SELECT author, text, posted_at FROM posts WHERE sandbox = ? ORDER BY id DESC")
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
        sqlx::query("DELETE FROM posts WHERE sandbox = ?")
            .bind(sandbox.as_str())
            .execute(self.writes("clear wall"))
            .await
            .map_err(unavailable)?;
        Ok(())
    }

    async fn defences(&self, sandbox: &SandboxId) -> Result<Vec<Defence>, StoreError> {
        let rows = sqlx::query("SELECT defence FROM defences WHERE sandbox = ?")
            .bind(sandbox.as_str())
            .fetch_all(self.reads("defences"))
            .await
            .map_err(unavailable)?;
        rows.iter().map(|found| row::parse(row::column(found, "defence")?)).collect()
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
