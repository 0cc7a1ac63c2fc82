//! The sessions, as their owners see them.

use std::cmp::Reverse;
use std::collections::HashMap;

use async_trait::async_trait;
use authn::cookie_session::SignIn;
use authn::relying_party::LoggedOut;
use authn::{Sessions, StoreError};
use domain::{Device, DeviceId, UserId};
use redis::AsyncCommands as _;

use super::row::Row;
use super::{RedisStore, scripts, unavailable};

#[async_trait]
impl Sessions for RedisStore {
    async fn find_session(&self, id: &DeviceId) -> Result<Option<SignIn>, StoreError> {
        let fields =
            self.asks("read the session").hgetall(self.session_key(id)).await.map_err(unavailable)?;
        let Some(row) = Row::read(fields)? else { return Ok(None) };
        if row.expires_at <= self.clock.now() {
            return Ok(None);
        }
        let owner = self.accounts.session_owner(row.user).await?;
        Ok(owner.and_then(|owner| row.sign_in(owner)))
    }

    async fn devices(&self, user: UserId, now: i64) -> Result<Vec<Device>, StoreError> {
        let Some(owner) = self.accounts.session_owner(user).await? else { return Ok(Vec::new()) };
        let mut devices = Vec::new();
        for (id, row) in self.rows_of(user, now).await? {
            if row.password_version == owner.password_version && row.expires_at > now {
                devices.push(row.device(id));
            }
        }
        devices.sort_unstable_by_key(|device| (Reverse(device.created_at), device.id.0));
        Ok(devices)
    }

    async fn touch_session(&self, id: &DeviceId, now: i64, expires_at: i64) -> Result<(), StoreError> {
        let mut touch = scripts::TOUCH.arg(&*self.house);
        touch.arg(id.to_string()).arg(now).arg(expires_at);
        touch.invoke_async(&mut self.asks("touch the session")).await.map_err(unavailable)
    }

    async fn end_session(&self, user: UserId, id: &DeviceId) -> Result<bool, StoreError> {
        let mut end = scripts::END.arg(&*self.house);
        end.arg(id.to_string()).arg(user.0);
        end.invoke_async(&mut self.asks("delete the session")).await.map_err(unavailable)
    }

    async fn end_all_sessions(&self, user: UserId) -> Result<u64, StoreError> {
        self.end_all_but(user, None).await
    }

    async fn tidy_sessions(&self, user: UserId) -> Result<(), StoreError> {
        let owner = self.accounts.session_owner(user).await?;
        self.end_all_but(user, owner.map(|owner| owner.password_version)).await?;
        Ok(())
    }

    async fn end_sessions_of(&self, logged_out: &LoggedOut) -> Result<u64, StoreError> {
        let LoggedOut { issuer, subject, sid } = logged_out;
        let mut end = scripts::END_OF_PROVIDER.arg(&*self.house);
        end.arg(issuer).arg(subject.as_deref().unwrap_or_default()).arg(sid.as_deref().unwrap_or_default());
        end.invoke_async(&mut self.asks("delete the sessions of a provider's")).await.map_err(unavailable)
    }

    /// Nothing is left to sweep: a session goes by itself, and its indexes with the last of theirs.
    async fn sweep_sessions(&self, _now: i64, _limit: u32) -> Result<u64, StoreError> {
        Ok(0)
    }
}

impl RedisStore {
    /// The rows of a user that may still live at `now`.
    async fn rows_of(&self, user: UserId, now: i64) -> Result<Vec<(DeviceId, Row)>, StoreError> {
        let index = format!("{}sessions_of_user:{user}", self.house, user = user.0);
        let mut connection = self.asks("list the sessions");
        let ids: Vec<String> = connection.zrangebyscore(index, now, "+inf").await.map_err(unavailable)?;
        let ids = ids.iter().map(|id| id.parse()).collect::<Result<Vec<DeviceId>, _>>();
        let ids = ids.map_err(|error| StoreError::Corrupt(error.to_string()))?;
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut read = redis::pipe();
        for id in &ids {
            read.hgetall(self.session_key(id));
        }
        let found: Vec<HashMap<String, String>> =
            read.query_async(&mut connection).await.map_err(unavailable)?;
        let rows = ids.into_iter().zip(found);
        rows.filter_map(|(id, fields)| Some(Row::read(fields).transpose()?.map(|row| (id, row)))).collect()
    }

    /// Ends the sessions of a user, but for those that began at one version of the password. Returns how many there were.
    async fn end_all_but(&self, user: UserId, spared_version: Option<i64>) -> Result<u64, StoreError> {
        let mut end = scripts::END_ALL.arg(&*self.house);
        end.arg(user.0).arg(spared_version.map(|version| version.to_string()).unwrap_or_default());
        end.invoke_async(&mut self.asks("delete all sessions")).await.map_err(unavailable)
    }
}
