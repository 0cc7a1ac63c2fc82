//! SQLite's file is one process's: whoever changes it is whoever remembers it, and there is nobody else to wait for. What a
//! lease is good for here is to notice that the database is gone.

use async_trait::async_trait;
use authn::StoreError;

use super::Change;
use super::leases::{Leases, NodeName, Number};
use crate::SqliteStore;

/// One node alone with its file.
#[derive(Clone, Debug)]
pub struct OneProcess(pub SqliteStore);

#[async_trait]
impl Leases for OneProcess {
    async fn join(&self, _: &NodeName) -> Result<Number, StoreError> {
        self.0.answers().await?;
        Ok(0)
    }

    async fn renew(&self, _: &NodeName, _: Number) -> Result<Option<Vec<(Number, Change)>>, StoreError> {
        self.0.answers().await?;
        Ok(Some(Vec::new()))
    }

    async fn publish(&self, _: &Change) -> Result<Number, StoreError> {
        Ok(0)
    }

    async fn is_awaited(&self, _: Number, _: &NodeName) -> Result<bool, StoreError> {
        Ok(false)
    }
}
