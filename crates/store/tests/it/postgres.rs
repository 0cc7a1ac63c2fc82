//! A PostgreSQL database that cannot be used is left as it was, and said so in a sentence without a password in it.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;

use authn::{SystemClock, SystemRandom};
use engines::Postgres;
use futures_util::future::join_all;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use store::{Database, OpenError};
use tempfile::TempDir;

/// A server, which is stopped before its folder goes.
struct Cluster {
    server: Postgres,
    folder: TempDir,
}

impl Cluster {
    fn start() -> Self {
        // Open to others: as root, the server runs as somebody else.
        let folder = tempfile::Builder::new().permissions(Permissions::from_mode(0o755)).tempdir().unwrap();
        Self { server: Postgres::start(&folder.path().join("cluster")).unwrap(), folder }
    }

    /// A database to which this was done.
    async fn database(&self, name: &str, done: &'static str) -> String {
        let url = self.server.new_database(name).unwrap();
        execute(&url, done).await;
        url
    }

    /// Starts it again with a certificate for this name. Returns the file of whoever vouches for it.
    async fn speaks_tls_as(&mut self, name: &str, url: &str) -> PathBuf {
        let signed = rcgen::generate_simple_self_signed([name.to_owned()]).unwrap();
        let data = self.folder.path().join("cluster/data");
        let mut connection = PgConnection::connect(url).await.unwrap();
        // The server writes them itself: they must belong to the account that it runs as.
        for (file, pem) in
            [("server.crt", signed.cert.pem()), ("server.key", signed.signing_key.serialize_pem())]
        {
            let file = data.join(file);
            let copy =
                format!("COPY (SELECT unnest(string_to_array('{pem}', E'\\n'))) TO '{}'", file.display());
            connection.execute(AssertSqlSafe(copy.replace('\r', ""))).await.unwrap();
        }
        connection.execute("ALTER SYSTEM SET ssl = on").await.unwrap();
        connection.close().await.unwrap();
        self.server.stop();
        self.server.start_again().unwrap();
        let authority = self.folder.path().join("authority.pem");
        fs::write(&authority, signed.cert.pem()).unwrap();
        authority
    }

    /// From its next start on it asks everybody for a password.
    fn asks_for_passwords(&self) {
        let rules = self.folder.path().join("cluster/data/pg_hba.conf");
        fs::write(rules, "host all all 127.0.0.1/32 scram-sha-256\n").unwrap();
    }
}

async fn execute(url: &str, sql: &'static str) {
    let mut connection = PgConnection::connect(url).await.unwrap();
    connection.execute(sql).await.unwrap();
    connection.close().await.unwrap();
}

async fn open(url: &str) -> Result<Database, OpenError> {
    let address = url.parse().unwrap();
    Database::open(&address, 2, Arc::new(SystemClock), Arc::new(SystemRandom)).await
}

async fn refused(url: &str) -> OpenError {
    match open(url).await {
        Ok(_) => panic!("{url} was opened"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn what_stands_in_the_way_is_said() {
    let mut cluster = Cluster::start();
    let of_tomorrow = cluster.server.new_database("of_tomorrow").unwrap();
    open(&of_tomorrow).await.unwrap().close().await;
    execute(
        &of_tomorrow,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'of tomorrow', TRUE, '\\x00', 0)",
    )
    .await;
    let error = refused(&of_tomorrow).await;
    assert!(matches!(error, OpenError::Newer(_)), "{error}");

    let letters = cluster.database("letters", "CREATE TABLE users (letter text)").await;
    let error = refused(&letters).await;
    assert!(matches!(error, OpenError::NotADatabase(_)), "{error}");

    let read_only = "ALTER DATABASE museum SET default_transaction_read_only = on";
    let museum = cluster.database("museum", read_only).await;
    let error = refused(&museum).await;
    assert!(matches!(error, OpenError::NotWritable(..)), "{error}");

    let nowhere = museum.replace("/museum", "/nowhere");
    let error = refused(&nowhere).await;
    assert!(matches!(error, OpenError::NoSuchDatabase(_)), "{error}");
    assert!(error.to_string().contains("createdb"), "{error}");

    let error = refused(&museum.replace("two_doors@", "mallory:opensesame@")).await;
    assert!(matches!(error, OpenError::NotLetIn(..)), "{error}");
    assert!(error.to_string().contains("mallory@") && !error.to_string().contains("opensesame"), "{error}");

    cluster.server.stop();
    let error = refused(&of_tomorrow).await;
    assert!(matches!(error, OpenError::NotReached(..)), "{error}");
    cluster.asks_for_passwords();
    cluster.server.start_again().unwrap();
    let error = refused(&of_tomorrow.replace("two_doors@", "two_doors:opensesame@")).await;
    assert!(matches!(error, OpenError::NotLetIn(..)), "{error}");
    assert!(!format!("{error} {error:?}").contains("opensesame"), "{error}");
}

#[tokio::test]
async fn what_is_no_address_is_said() {
    for url in ["postgres://alice:opensesame@:port/house", "postgres://alice:opensesame@localhost/?sslmode=x"]
    {
        let error = refused(url).await;
        assert!(matches!(error, OpenError::NoAddress(_)), "{error}");
        assert!(!format!("{error} {error:?}").contains("opensesame"), "{error}");
    }
    let error = refused("mysql://alice:opensesame@localhost/house").await;
    assert!(matches!(error, OpenError::OtherKind(_)), "{error}");
    assert!(!format!("{error} {error:?}").contains("opensesame"), "{error}");
}

// A server without TLS is not spoken to by somebody who asked for it, and one whose certificate nobody vouches for neither.
#[tokio::test]
async fn who_asks_for_tls_gets_it_from_the_right_server_or_not_at_all() {
    let mut cluster = Cluster::start();
    let url = cluster.server.new_database("house").unwrap();
    for mode in ["require", "verify-full"] {
        let error = refused(&format!("{url}?sslmode={mode}")).await;
        assert!(matches!(error, OpenError::Other(..)), "{error}");
    }

    let authority = cluster.speaks_tls_as("localhost", &url).await;
    let named = url.replace("127.0.0.1", "localhost");
    let believing = format!("sslmode=verify-full&sslrootcert={}", authority.display());
    let connected = PgConnection::connect(&format!("{named}?{believing}")).await;
    let encrypted = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
    let encrypted: bool = sqlx::query_scalar(encrypted).fetch_one(&mut connected.unwrap()).await.unwrap();
    assert!(encrypted);
    open(&format!("{named}?{believing}")).await.unwrap().close().await;
    let unknown = format!("{named}?sslmode=verify-full");
    let somebody_else = format!("{url}?{believing}");
    for url in [unknown, somebody_else] {
        let error = refused(&url).await;
        assert!(error.to_string().contains("certificate"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_at_once_all_open_it() {
    let cluster = Cluster::start();
    let url = cluster.server.new_database("house").unwrap();
    for opened in join_all((0..6).map(|_| open(&url))).await {
        opened.unwrap().close().await;
    }
}
