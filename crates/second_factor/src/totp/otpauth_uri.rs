//! The address that carries a secret to an app (`otpauth://`, the key URI format), and its QR code.

use std::fmt::{self, Write as _};

use qrcode::{Color, EcLevel, QrCode};
use totp_rs::Totp;

/// The light border that a reader needs, in modules (ISO/IEC 18004 §9.1).
const QUIET_ZONE: usize = 4;

/// An `otpauth://` address: whoever reads it has the secret. Redacted when printed.
#[derive(Clone, PartialEq, Eq)]
pub struct OtpauthUri(String);

impl OtpauthUri {
    pub(super) fn new(totp: Totp) -> Self {
        Self(totp.to_url().expect("an e-mail address is not empty, and its colons were replaced"))
    }

    /// The address, for a link on the phone itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The address as a QR code: an `<svg>` to stand in a page, with a title for those who cannot see it.
    ///
    /// It has attributes for what it looks like and neither `style` nor script, so that no Content-Security-Policy
    /// stands in its way; and it is black on white in dark mode too, since not every reader takes it the other way.
    ///
    /// # Panics
    /// If the issuer's name is longer than 200 bytes, which is the operator's to see: no QR code would hold the address.
    #[must_use]
    pub fn to_svg(&self, title: &str) -> String {
        let code = QrCode::with_error_correction_level(&self.0, EcLevel::M)
            .expect("two names of bounded length fit into a QR code");
        let side = code.width() + 2 * QUIET_ZONE;
        let mut dark = String::new();
        for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
            let mut x = QUIET_ZONE;
            for run in row.chunk_by(|one, next| one == next) {
                if run[0] == Color::Dark {
                    let (y, width) = (y + QUIET_ZONE, run.len());
                    let _ = write!(dark, "M{x} {y}h{width}v1h-{width}z");
                }
                x += run.len();
            }
        }
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" class="qr-code" role="img" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><title>{}</title><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{dark}"/></svg>"##,
            escape(title),
        )
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl fmt::Debug for OtpauthUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OtpauthUri([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use authn::SystemRandom;
    use domain::Email;
    use rqrr::PreparedImage;

    use crate::totp::TotpSecret;

    fn email(text: &str) -> Email {
        text.parse().unwrap()
    }

    #[test]
    fn it_says_what_an_app_must_know_and_escapes_it() {
        let secret = TotpSecret::generate(&SystemRandom);
        let uri = secret.otpauth_uri("Two Doors: & more", &email("a:l+ice?secret=x@example.test"));
        let key = secret.key_to_type().replace(' ', "");
        assert_eq!(
            uri.expose(),
            format!(
                "otpauth://totp/Two%20Doors%20%20%26%20more:a%20l%2Bice%3Fsecret%3Dx%40example.test\
                 ?secret={key}&issuer=Two%20Doors%20%20%26%20more"
            )
        );
        assert_eq!(format!("{uri:?}"), "OtpauthUri([redacted])");
    }

    #[test]
    fn a_reader_of_qr_codes_finds_the_address() {
        let uri = TotpSecret::generate(&SystemRandom).otpauth_uri("Two Doors", &email("alice@example.test"));
        assert_eq!(read(&uri.to_svg("QR code")), uri.expose());
    }

    #[test]
    fn the_longest_address_fits() {
        let longest = format!("{}@example.test", "ü".repeat(120));
        let uri = TotpSecret::generate(&SystemRandom).otpauth_uri("Two Doors", &email(&longest));
        assert_eq!(read(&uri.to_svg("QR code")), uri.expose());
    }

    #[test]
    fn a_strict_policy_has_nothing_against_it() {
        let uri = TotpSecret::generate(&SystemRandom).otpauth_uri("Two Doors", &email("alice@example.test"));
        let svg = uri.to_svg("for <script>alert(1)</script> & co");
        assert!(svg.contains("<title>for &lt;script&gt;alert(1)&lt;/script&gt; &amp; co</title>"));
        for word in ["style=", "<style", "<script", "href", "onload", "<?xml"] {
            assert!(!svg.contains(word), "{word}");
        }
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
    }

    /// Paints the picture from its markup, four pixels a module, and has it read by a library that knows neither.
    fn read(svg: &str) -> String {
        const SCALE: usize = 4;
        let between =
            |from: &str, to: &str| svg.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned();
        let side: usize = between(r#"viewBox="0 0 "#, " ").parse().unwrap();
        let mut dark = vec![false; side * side];
        for run in between(r##"fill="#000" d="M"##, "\"").split('M') {
            let (corner, width) = run.split_once('h').unwrap();
            let (x, y) = corner.split_once(' ').unwrap();
            let width: usize = width.split('v').next().unwrap().parse().unwrap();
            let start = y.parse::<usize>().unwrap() * side + x.parse::<usize>().unwrap();
            dark[start..start + width].fill(true);
        }
        let shade = |x: usize, y: usize| if dark[y / SCALE * side + x / SCALE] { 0 } else { 255 };
        let mut image = PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, shade);
        image.detect_grids()[0].decode().unwrap().1
    }
}
