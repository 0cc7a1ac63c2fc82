//! What proves a claim: files of this very repository, taken from it when the program is built, so that they cannot rot.

/// Everything that has to be right for a claim to come out as the ledger says.
#[derive(Debug)]
pub struct Proof {
    /// The slug of the experiment, if it is one that proves it.
    pub experiment: Option<&'static str>,
    /// What is done, what is expected of it, and what compares the two; in that order.
    pub files: &'static [Listing],
}

/// A whole file.
#[derive(Debug)]
pub struct Listing {
    /// What it does in a proof.
    pub does: &'static str,
    /// Where it is, from the root of the repository.
    pub path: &'static str,
    /// What it says.
    pub code: &'static str,
}
