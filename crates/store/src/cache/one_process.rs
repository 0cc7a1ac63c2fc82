//! SQLite's file is one process's: whoever changes it is whoever remembers it, and there is nobody else to wait for.

use async_trait::async_trait;
use authn::StoreError;

use super::Change;
use super::leases::{Leases, NodeName, Number};

/// One node, alone with its file.
#[derive(Clone, Copy, Debug)]
pub struct OneProcess;

#[async_trait]
impl Leases for OneProcess {
    async fn join(&self, _: &NodeName) -> Result<Number, StoreError> {
        Ok(0)
    }

    async fn renew(&self, _: &NodeName, _: Number) -> Result<Option<Vec<(Number, Change)>>, StoreError> {
        Ok(Some(Vec::new()))
    }

    async fn publish(&self, _: &Change) -> Result<Number, StoreError> {
        Ok(0)
    }

    async fn is_awaited(&self, _: Number, _: &NodeName) -> Result<bool, StoreError> {
        Ok(false)
    }
}
