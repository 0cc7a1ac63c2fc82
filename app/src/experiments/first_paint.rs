//! `first-paint`: what a signed-in visitor sees before any script has run.

use lab::Verdict::{Fell, Stood};
use lab::{Arm, At, Sheet, Standard, Trial};

use super::source;

/// The sheet.
pub const FIRST_PAINT: Sheet = Sheet {
    slug: "first-paint",
    title: "A page, a picture, a download. Who comes along?",
    claims: &["T7"],
    scene: "Nobody attacks anybody here. Alice is signed in and opens a page that says who she is, shows her picture and \
            links to her data. Her browser asks for all three by itself, before any script has run.",
    question: "Where is Alice a stranger to the first page she opens?",
    arms: &[
        Arm {
            slug: "local_storage_jwt",
            title: "The token door",
            at: At::LocalStorageJwt,
            fell: "Signed out at first paint.",
            stood: "Signed in from the first byte.",
        },
        Arm {
            slug: "cookie_session",
            title: "The session door",
            at: At::CookieSession,
            fell: "Signed out at first paint.",
            stood: "Signed in from the first byte.",
        },
    ],
    // No switch helps: no server makes a link carry a header. The cure is to keep the credential in a cookie.
    trials: &[
        Trial { arm: "local_storage_jwt", defences: &[], expected: Fell },
        Trial { arm: "cookie_session", defences: &[], expected: Stood },
    ],
    why: &[
        "A browser attaches its cookies to every request to their site: for the page, for an image in it, for a link that is \
         followed. The server knows Alice when it writes the first line of HTML.",
        "A token in localStorage goes nowhere by itself. A script has to read it and put it into a header, and a browser that \
         loads a page, an image or a link asks no script for headers. So the server sees a stranger, and sends what it sends \
         to strangers. When the script has woken up it asks again, and the page changes before Alice’s eyes.",
        "There is nothing to switch on here. What people do about it is to fetch images with a script, to put a token into the \
         address, where histories and logs keep it, or to keep the token in a cookie. The last of these works, and brings back \
         what a cookie brings along.",
    ],
    caution: "This is a flaw of comfort more than of safety: nobody got in who should not. And it cuts both ways. What goes \
              along by itself goes along with a forged request too, unless the server looks where the request came from; a \
              header that a script attaches does not. The words for what was on the screen are read off the recorded answers, \
              not off a photograph of it.",
    standards: &[
        Standard {
            name: "RFC 6750, 2.1 and 2.3",
            asks: "A bearer token belongs into the Authorization header; one in an address ends up in logs.",
            address: "https://www.rfc-editor.org/rfc/rfc6750#section-2",
        },
        Standard {
            name: "RFC 6265bis, 5.8.3: retrieval",
            asks: "Which cookies a browser sends follows from where a request goes, not from who made it.",
            address: "https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/",
        },
        Standard {
            name: "HTML, the img element",
            asks: "An image is fetched by the browser, with cookies and with no header of the page’s choosing.",
            address: "https://html.spec.whatwg.org/multipage/images.html#updating-the-image-data",
        },
    ],
    sources: &[
        source!("local_storage_jwt", "app/src/auth/local_storage_jwt/current_user.rs", "header by hand"),
        source!("cookie_session", "server/src/auth/cookie_session/picture.rs", "picture"),
    ],
};
