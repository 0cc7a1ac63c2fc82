//! A house without the lab has one sandbox, in which nobody lives from the start; and a database is for one kind of house alone.
//!
//! A lab's database holds accounts whose passwords everybody knows, and whatever its learners left behind. The people of a house
//! without the lab never agreed to be attacked. So neither kind opens over a database of the other, and what tells them apart is
//! something that no visitor can make: a sandbox of a name that is none of the random ones.

use domain::{Refusal, SandboxId};

use crate::{House, StoreError};

/// The sandbox that marks a database as one without the lab. Nobody ever lives there.
const MARK: &str = "there-is-no-lab-inside";

/// The house cannot live in this database. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum UnfitDatabase {
    /// It is a lab's.
    #[error(
        "This database is a lab's: there are accounts in it whose passwords everybody knows. Without the lab \
         (--lab off), begin with an empty one: name another with --database."
    )]
    OfLab,
    /// It belongs to a house without the lab.
    #[error(
        "This database belongs to a house without the lab, and the lab would expose everybody in it. Start with \
         --lab off, or name another with --database."
    )]
    WithoutLab,
    /// It does not answer, or there was no turn for a hash.
    #[error("What is there from the start could not be made: {0}")]
    Refused(#[from] Refusal),
}

impl From<StoreError> for UnfitDatabase {
    fn from(error: StoreError) -> Self {
        Refusal::from(error).into()
    }
}

/// Makes the one sandbox of a house without the lab, unless it exists. It is empty.
///
/// # Errors
/// [`UnfitDatabase::OfLab`], or [`Refusal::Unavailable`].
pub async fn ensure_only_sandbox(house: &House) -> Result<(), UnfitDatabase> {
    let (only, mark, now) = (SandboxId::default(), mark()?, house.clock.now());
    // Looked at last and made first: no other node that is opening meanwhile is taken for a lab.
    if house.store.sandbox_exists(&only).await? && !house.store.sandbox_exists(&mark).await? {
        return Err(UnfitDatabase::OfLab);
    }
    house.store.create_sandbox(&mark, &[], now).await?;
    Ok(house.store.create_sandbox(&only, &[], now).await?)
}

/// Keeps the lab away from people who live without it.
pub(crate) async fn refuse_database_without_lab(house: &House) -> Result<(), UnfitDatabase> {
    let marked = house.store.sandbox_exists(&mark()?).await?;
    if marked { Err(UnfitDatabase::WithoutLab) } else { Ok(()) }
}

fn mark() -> Result<SandboxId, Refusal> {
    MARK.parse().map_err(|_| Refusal::Unavailable)
}
