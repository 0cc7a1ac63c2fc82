//! actix-web with actix-session: the session is a key in Redis, the user a row in SQLite.
//!
//! ```text
//! PORT=8000 SECRET_KEY=… DATABASE=peer.db SESSIONS=redis://127.0.0.1:6379/0 two-doors-peer-actix
//! ```

use std::env;
use std::error::Error;

use actix_session::config::PersistentSession;
use actix_session::storage::RedisSessionStore;
use actix_session::{Session, SessionMiddleware};
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Key, SameSite};
use actix_web::error::ErrorInternalServerError;
use actix_web::{App, HttpResponse, HttpServer, get, post, web};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteSynchronous};

#[derive(Serialize, sqlx::FromRow)]
struct User {
    id: i64,
    name: String,
    email: String,
    role: String,
}

#[derive(Deserialize)]
struct Credentials {
    email: String,
    password: String,
}

const READY_ACCOUNTS: [(i64, &str, &str, &str, &str); 2] = [
    (1, "Alice Liddell", "alice@example.test", "user", "alice-through-the-glass"),
    (2, "The Keeper", "admin@example.test", "admin", "keeper-of-the-keys"),
];

#[get("/heartbeat")]
async fn heartbeat() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "OK" }))
}

#[post("/login")]
async fn log_in(
    users: web::Data<SqlitePool>,
    session: Session,
    credentials: web::Json<Credentials>,
) -> actix_web::Result<HttpResponse> {
    let found: Option<(i64, String)> = sqlx::query_as("SELECT id, password_hash FROM users WHERE email = ?")
        .bind(&credentials.email)
        .fetch_optional(users.get_ref())
        .await
        .map_err(ErrorInternalServerError)?;
    let password = credentials.into_inner().password;
    let checked = web::block(move || found.filter(|(_, hash)| belongs(&password, hash))).await?;
    let Some((id, _)) = checked else { return Ok(unauthorized("Invalid credentials")) };
    // Against a session that somebody else put into this browser: another id.
    session.renew();
    session.insert("user_id", id)?;
    Ok(HttpResponse::Ok().json(json!({ "message": "User logged in" })))
}

#[post("/logout")]
async fn log_out(session: Session) -> HttpResponse {
    session.purge();
    HttpResponse::Ok().json(json!({ "message": "Logged out" }))
}

#[get("/profile")]
async fn profile(users: web::Data<SqlitePool>, session: Session) -> actix_web::Result<HttpResponse> {
    let Some(id) = session.get::<i64>("user_id")? else { return Ok(unauthorized("Unauthorized")) };
    let user: Option<User> = sqlx::query_as("SELECT id, name, email, role FROM users WHERE id = ?")
        .bind(id)
        .fetch_optional(users.get_ref())
        .await
        .map_err(ErrorInternalServerError)?;
    Ok(user.map_or_else(|| unauthorized("Unauthorized"), |user| HttpResponse::Ok().json(user)))
}

fn unauthorized(message: &str) -> HttpResponse {
    HttpResponse::Unauthorized().json(json!({ "message": message }))
}

/// The library's defaults are OWASP's: 19 MiB, two passes, one lane.
fn belongs(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

async fn users(file: &str) -> Result<SqlitePool, Box<dyn Error>> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal);
    let pool = SqlitePool::connect_with(options).await?;
    sqlx::query(
        "CREATE TABLE IF NOT EXISTS users (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE, role TEXT NOT NULL,
            password_hash TEXT NOT NULL
         )",
    )
    .execute(&pool)
    .await?;
    for (id, name, email, role, password) in READY_ACCOUNTS {
        let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|error| error.to_string())?;
        sqlx::query("INSERT OR IGNORE INTO users VALUES (?, ?, ?, ?, ?)")
            .bind(id)
            .bind(name)
            .bind(email)
            .bind(role)
            .bind(hash.to_string())
            .execute(&pool)
            .await?;
    }
    Ok(pool)
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port: u16 = env::var("PORT")?.parse()?;
    let key = Key::derive_from(env::var("SECRET_KEY")?.as_bytes());
    let users = web::Data::new(users(&env::var("DATABASE")?).await?);
    let sessions = RedisSessionStore::new(env::var("SESSIONS")?).await?;
    let server = HttpServer::new(move || {
        // Half an hour, as at the session door; actix-session counts it from the last change of the session, and tells
        // Redis nothing when one is merely read.
        let lifetime = PersistentSession::default().session_ttl(Duration::minutes(30));
        let sessions = SessionMiddleware::builder(sessions.clone(), key.clone())
            .cookie_secure(true)
            .cookie_http_only(true)
            .cookie_same_site(SameSite::Lax)
            .session_lifecycle(lifetime)
            .build();
        App::new()
            .app_data(users.clone())
            .wrap(sessions)
            .service(heartbeat)
            .service(log_in)
            .service(log_out)
            .service(profile)
    });
    server.workers(1).bind(("127.0.0.1", port))?.run().await?;
    Ok(())
}
