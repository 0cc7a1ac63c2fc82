//! The certificates of `--https`: the app's and, with the lab, the attacker's. Both speak it or none: to a browser `http` and
//! `https` are two sites, and a page of the one may not load from the other.

use rustls::pki_types::CertificateDer;

use crate::certificate::{Certificate, CertificateFiles};
use crate::{Config, Origin, StartError};

/// Those that there are: none without `--https`.
#[derive(Default)]
pub(super) struct Certificates {
    pub(super) app: Option<Certificate>,
    pub(super) attacker: Option<Certificate>,
}

impl Certificates {
    /// Reads them, or makes what is missing at `now`, in seconds since 1970; and says where they lie.
    pub(super) async fn load_or_make(config: &Config, origin: &Origin, now: i64) -> Result<Self, StartError> {
        if !config.https {
            return Ok(Self::default());
        }
        let app = CertificateFiles::of_app(|extension| config.beside_database(extension), origin.host());
        let attacker =
            config.lab.then(|| CertificateFiles::of_attacker(|extension| config.beside_database(extension)));
        println!("\n  Nobody vouches for our certificates, so a browser will warn. They are");
        for files in [Some(&app), attacker.as_ref()].into_iter().flatten() {
            println!("    {}", files.certificate.display());
        }
        let attacker = match attacker {
            Some(files) => Some(files.load_or_make(now).await?),
            None => None,
        };
        Ok(Self { app: Some(app.load_or_make(now).await?), attacker })
    }

    /// What requests of our own are told to believe.
    pub(super) fn believed(&self) -> impl Iterator<Item = CertificateDer<'static>> {
        [&self.app, &self.attacker].into_iter().flatten().map(|certificate| certificate.believed.clone())
    }
}
