//! The sessions, as their owners see them: whatever ends one is announced.

use std::sync::Arc;

use async_trait::async_trait;
use authn::cookie_session::SignIn;
use authn::relying_party::LoggedOut;
use authn::{Sessions, StoreError};
use domain::{Device, DeviceId, UserId};

use super::{CachedSessions, Change};
use crate::queries;

#[async_trait]
impl Sessions for CachedSessions {
    fn remembered(&self, id: &DeviceId) -> Option<Arc<SignIn>> {
        let sign_in = self.node.memory.recall(id, self.clock.now())?;
        queries::note_remembered("the session and its user");
        Some(sign_in)
    }

    /// Reads the row, and remembers it: whoever comes here has asked what is remembered, and did not find it.
    async fn find_session(&self, id: &DeviceId) -> Result<Option<SignIn>, StoreError> {
        let read_in = self.node.memory.begin_to_read();
        let found = self.rows.find_session(id).await?;
        if let Some(sign_in) = &found {
            self.node.memory.remember(*id, sign_in, read_in);
        }
        Ok(found)
    }

    async fn devices(&self, user: UserId, now: i64) -> Result<Vec<Device>, StoreError> {
        self.rows.devices(user, now).await
    }

    /// Of all who ask within a minute one writes it down.
    async fn touch_session(&self, id: &DeviceId, now: i64, expires_at: i64) -> Result<(), StoreError> {
        let memory = &self.node.memory;
        if !memory.may_touch(id, now) {
            return Ok(());
        }
        let touched = self.rows.touch_session(id, now, expires_at).await;
        match &touched {
            Ok(()) => memory.touched(id, now),
            Err(_) => memory.not_touched(id),
        }
        touched
    }

    async fn end_session(&self, user: UserId, id: &DeviceId) -> Result<bool, StoreError> {
        let (rows, id) = (Arc::clone(&self.rows), *id);
        self.node.carry_out(Change::Session(id), async move { rows.end_session(user, &id).await }).await
    }

    async fn end_all_sessions(&self, user: UserId) -> Result<u64, StoreError> {
        let rows = Arc::clone(&self.rows);
        self.node.carry_out(Change::User(user), async move { rows.end_all_sessions(user).await }).await
    }

    async fn end_sessions_of(&self, logged_out: &LoggedOut) -> Result<u64, StoreError> {
        let (rows, logged_out) = (Arc::clone(&self.rows), logged_out.clone());
        // Whose they are only the rows know.
        self.node.carry_out(Change::Everything, async move { rows.end_sessions_of(&logged_out).await }).await
    }

    /// What is tidied up has ended already, and its end was announced.
    async fn tidy_sessions(&self, user: UserId) -> Result<(), StoreError> {
        self.rows.tidy_sessions(user).await
    }

    /// What has expired is not served from memory either: nobody need hear of it.
    async fn sweep_sessions(&self, now: i64, limit: u32) -> Result<u64, StoreError> {
        self.rows.sweep_sessions(now, limit).await
    }
}
