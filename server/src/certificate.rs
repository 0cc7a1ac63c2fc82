//! HTTPS without anybody's help: a key and a certificate for our own name, made on the first start.
//!
//! Nobody vouches for the certificate, so a browser warns until its owner tells it to trust that file.

use std::io;
use std::path::{Path, PathBuf};

use axum_server::tls_rustls::RustlsConfig;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use time::{Duration, OffsetDateTime};

use crate::StartError;
use crate::private_file::read_or_make;

/// How long a certificate is good for, in days: the longest that Safari accepts.
const DAYS: i64 = 825;

/// Where key and certificate lie, for the host `name` and beside the database.
pub(crate) struct CertificateFiles {
    /// What a browser can be told to trust.
    pub(crate) certificate: PathBuf,
    key: PathBuf,
}

impl CertificateFiles {
    /// Another name gets other files: a certificate is for one name only.
    pub(crate) fn beside(database: &Path, name: &str) -> Self {
        Self {
            certificate: database.with_extension(format!("{name}.certificate.pem")),
            key: database.with_extension(format!("{name}.certificate-key.pem")),
        }
    }

    /// Reads them, or makes what is missing; a certificate that is made at `now` (seconds since 1970) is good from the
    /// day before, since clocks differ.
    pub(crate) async fn load_or_make(&self, name: &str, now: i64) -> Result<RustlsConfig, StartError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| StartError::Certificate { path, error }
        };
        let key_pem = read_or_make(&self.key, || Ok(new_key()?.into_bytes())).map_err(failed(&self.key))?;
        let certificate_pem = read_or_make(&self.certificate, || Ok(sign(&key_pem, name, now)?.into_bytes()))
            .map_err(failed(&self.certificate))?;
        RustlsConfig::from_pem(certificate_pem, key_pem).await.map_err(failed(&self.certificate))
    }
}

fn new_key() -> io::Result<String> {
    Ok(KeyPair::generate().map_err(io::Error::other)?.serialize_pem())
}

fn sign(key_pem: &[u8], name: &str, now: i64) -> io::Result<String> {
    let key = KeyPair::from_pem(&String::from_utf8_lossy(key_pem)).map_err(io::Error::other)?;
    let made = OffsetDateTime::from_unix_timestamp(now).map_err(io::Error::other)?;
    let mut params = CertificateParams::new([name.to_owned()]).map_err(io::Error::other)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Two Doors");
    params.not_before = made - Duration::DAY;
    params.not_after = params.not_before + Duration::days(DAYS);
    Ok(params.self_signed(&key).map_err(io::Error::other)?.pem())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_made_is_kept_and_what_is_broken_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = CertificateFiles::beside(&folder.path().join("two-doors.db"), "localhost");
        files.load_or_make("localhost", 1_800_000_000).await.expect("it is made");
        let made = std::fs::read(&files.certificate).expect("it is there");
        files.load_or_make("localhost", 1_900_000_000).await.expect("it is read");
        assert_eq!(std::fs::read(&files.certificate).expect("it is there"), made);

        std::fs::write(&files.certificate, "Dear Alice").expect("it can be written");
        let error = files.load_or_make("localhost", 0).await.expect_err("it is broken");
        assert!(error.to_string().contains("localhost.certificate.pem"), "{error}");
    }
}
