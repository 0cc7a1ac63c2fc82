//! Reading rows back into types that hold valid data only.

use authn::StoreError;
use domain::{DeviceId, Role, User, UserId};
use sqlx::sqlite::SqliteRow;
use sqlx::{Decode, Row, Sqlite, Type};

use super::point_reads::Columns;

/// A column of a row.
pub(super) fn column<'r, T>(row: &'r SqliteRow, name: &str) -> Result<T, StoreError>
where
    T: Decode<'r, Sqlite> + Type<Sqlite>,
{
    row.try_get(name).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// The columns `id, name, email, role` of `users`.
pub(super) fn user(row: &SqliteRow) -> Result<User, StoreError> {
    Ok(User {
        id: UserId(column(row, "id")?),
        name: parse(column(row, "name")?)?,
        email: parse(column(row, "email")?)?,
        role: role(column(row, "role")?)?,
    })
}

/// The same columns, where they come one after the other.
pub(super) fn next_user(columns: &mut Columns<'_>) -> Result<User, StoreError> {
    Ok(User {
        id: UserId(columns.next()?),
        name: columns.parse(parse)?,
        email: columns.parse(parse)?,
        role: columns.parse(role)?,
    })
}

/// A column that is parsed.
pub(super) fn parse<T>(text: &str) -> Result<T, StoreError>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    text.parse().map_err(|error: T::Err| StoreError::Corrupt(error.to_string()))
}

/// The column `id_hash` of `sessions`.
pub(super) fn device_id(bytes: &[u8]) -> Result<DeviceId, StoreError> {
    let hash = bytes.try_into().map_err(|_| StoreError::Corrupt("an id_hash is 32 bytes".to_owned()))?;
    Ok(DeviceId(hash))
}

fn role(text: &str) -> Result<Role, StoreError> {
    [Role::User, Role::Admin]
        .into_iter()
        .find(|role| role.as_str() == text)
        .ok_or_else(|| StoreError::Corrupt(format!("unknown role {text:?}")))
}
