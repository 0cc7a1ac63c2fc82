//! Who a database server runs as. PostgreSQL refuses to be root, and in a container one is nobody else: then it runs as
//! the account that Debian's package makes for it.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

use crate::EngineError;

const ACCOUNT: &str = "postgres";

/// An account of this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// Whom to run as instead of oneself: somebody, if one is root.
    pub(crate) fn instead_of_root() -> Result<Option<Self>, EngineError> {
        if fs::metadata("/proc/self")?.uid() != 0 {
            return Ok(None);
        }
        let accounts = fs::read_to_string("/etc/passwd")?;
        let missing = EngineError::Missing { program: "account \"postgres\"", package: "postgresql" };
        Self::named(ACCOUNT, &accounts).ok_or(missing).map(Some)
    }

    fn named(name: &str, accounts: &str) -> Option<Self> {
        let mut fields = accounts
            .lines()
            .map(|line| line.split(':'))
            .find_map(|mut fields| (fields.next() == Some(name)).then(|| fields.skip(1)))?;
        Some(Self { uid: fields.next()?.parse().ok()?, gid: fields.next()?.parse().ok()? })
    }

    /// Gives a folder to the account.
    pub(crate) fn owns(self, folder: &Path) -> Result<(), EngineError> {
        Ok(chown(folder, Some(self.uid), Some(self.gid))?)
    }

    /// Makes the account the one that a program runs as.
    pub(crate) fn runs(self, command: &mut Command) {
        command.uid(self.uid).gid(self.gid);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts =
            "root:x:0:0:root:/root:/bin/bash\npostgres2:x:7:8::/:\npostgres:x:105:113:PostgreSQL:/var/lib:\n";
        assert_eq!(Account::named("postgres", accounts), Some(Account { uid: 105, gid: 113 }));
        assert_eq!(Account::named("nobody", accounts), None);
    }
}
