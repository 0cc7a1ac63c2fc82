//! HTTPS without anybody's help: a key and a certificate for each party, made on the first start.
//!
//! Nobody vouches for a certificate, so a browser warns until its owner tells it to trust that file. The attacker has a key of
//! his own: what he serves proves nothing about the app.

use std::io;
use std::path::{Path, PathBuf};

use axum_server::tls_rustls::RustlsConfig;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use time::{Duration, OffsetDateTime};

use crate::StartError;
use crate::private_file::read_or_make;

/// How long a certificate is good for, in days: the longest that Safari accepts.
const DAYS: i64 = 825;

/// The names under which a browser finds the attacker.
const ATTACKERS_NAMES: [&str; 3] = ["127.0.0.1", "localhost", "::1"];

/// A certificate that is ready to be shown.
pub(crate) struct Certificate {
    /// What a listener shows.
    pub(crate) shown: RustlsConfig,
    /// What a client of ours is told to believe.
    pub(crate) believed: CertificateDer<'static>,
}

/// Where key and certificate of a party lie: beside the database.
pub(crate) struct CertificateFiles {
    /// What a browser can be told to trust.
    pub(crate) certificate: PathBuf,
    key: PathBuf,
    party: &'static str,
    names: Vec<String>,
}

impl CertificateFiles {
    /// The app's. Another name gets other files: a certificate is for one name only.
    pub(crate) fn of_app(beside: impl Fn(&str) -> PathBuf, name: &str) -> Self {
        Self::beside(beside, name, "Two Doors", vec![name.to_owned()])
    }

    /// The attacker's.
    pub(crate) fn of_attacker(beside: impl Fn(&str) -> PathBuf) -> Self {
        Self::beside(beside, "attacker", "The attacker", ATTACKERS_NAMES.map(str::to_owned).to_vec())
    }

    fn beside(beside: impl Fn(&str) -> PathBuf, file: &str, party: &'static str, names: Vec<String>) -> Self {
        Self {
            certificate: beside(&format!("{file}.certificate.pem")),
            key: beside(&format!("{file}.certificate-key.pem")),
            party,
            names,
        }
    }

    /// Reads them, or makes what is missing; a certificate that is made at `now` (seconds since 1970) is good from the
    /// day before, since clocks differ.
    pub(crate) async fn load_or_make(&self, now: i64) -> Result<Certificate, StartError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |error| StartError::Certificate { path, error }
        };
        let key_pem = read_or_make(&self.key, || Ok(new_key()?.into_bytes())).map_err(failed(&self.key))?;
        let certificate_pem = read_or_make(&self.certificate, || Ok(self.sign(&key_pem, now)?.into_bytes()))
            .map_err(failed(&self.certificate))?;
        let believed = CertificateDer::from_pem_slice(&certificate_pem)
            .map_err(io::Error::other)
            .map_err(failed(&self.certificate))?;
        let shown = RustlsConfig::from_pem(certificate_pem, key_pem).await;
        Ok(Certificate { shown: shown.map_err(failed(&self.certificate))?, believed })
    }

    fn sign(&self, key_pem: &[u8], now: i64) -> io::Result<String> {
        let key = KeyPair::from_pem(&String::from_utf8_lossy(key_pem)).map_err(io::Error::other)?;
        let made = OffsetDateTime::from_unix_timestamp(now).map_err(io::Error::other)?;
        let mut params = CertificateParams::new(self.names.clone()).map_err(io::Error::other)?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, self.party);
        params.not_before = made - Duration::DAY;
        params.not_after = params.not_before + Duration::days(DAYS);
        Ok(params.self_signed(&key).map_err(io::Error::other)?.pem())
    }
}

fn new_key() -> io::Result<String> {
    Ok(KeyPair::generate().map_err(io::Error::other)?.serialize_pem())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_made_is_kept_and_what_is_broken_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let beside = |extension: &str| folder.path().join("two-doors").with_extension(extension);
        let files = CertificateFiles::of_app(beside, "localhost");
        files.load_or_make(1_800_000_000).await.expect("it is made");
        let made = std::fs::read(&files.certificate).expect("it is there");
        files.load_or_make(1_900_000_000).await.expect("it is read");
        assert_eq!(std::fs::read(&files.certificate).expect("it is there"), made);

        std::fs::write(&files.certificate, "Dear Alice").expect("it can be written");
        let Err(error) = files.load_or_make(0).await else { panic!("it is broken") };
        assert!(error.to_string().contains("localhost.certificate.pem"), "{error}");
    }
}
