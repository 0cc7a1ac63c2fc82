//! The attacker has an account of his own, like anybody else: it is made where the room is used for the first time.

use authn::{House, NewAccount};
use domain::{Email, Refusal, Role, SandboxId, UserName};
use lab::rooms::login_csrf::MALLORY;

/// Makes Mallory's account in a sandbox, unless it is there.
pub(super) async fn ensure_mallory(house: &House, sandbox: &SandboxId) -> Result<(), Refusal> {
    let email: Email = MALLORY.email.parse()?;
    if house.store.find_credentials(sandbox, &email).await?.is_some() {
        return Ok(());
    }
    let name: UserName = MALLORY.name.parse()?;
    let password_hash = house.passwords.turn().await?.hash(MALLORY.password.as_bytes()).await?;
    let account =
        NewAccount { sandbox, email: &email, name: &name, role: Role::User, password_hash: &password_hash };
    // Of two at once, one finds it made: either way it is there.
    house.store.create_account(account, house.clock.now()).await?;
    Ok(())
}
