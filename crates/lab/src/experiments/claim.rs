//! The ledger: what two articles claim, in our words, and what was found.
//!
//! `P` claims: andreyka26, "Never use JWT auth like that" (2025). `T` claims: Ahmed Sadman Muhib, "Why you should not use
//! JWT for authentication".

/// An entry.
#[derive(Debug)]
pub struct Claim {
    /// Its name, such as `T8`.
    pub id: &'static str,
    /// What is claimed, in our words.
    pub says: &'static str,
    /// What was found.
    pub finding: &'static str,
    /// The slug of the experiment that tests it. None: there is nothing to attack, and the tests of the interface do.
    pub experiment: Option<&'static str>,
}

/// The claims that are tested here.
pub const LEDGER: &[Claim] = &[
    Claim {
        id: "P1",
        says: "Whoever sends the password through the client’s own code exposes it.",
        finding: "Holds, for both doors’ own forms: a script in the page heard every key, and the attacker signed in with them. Typed \
                  at the identity provider, on another origin, the password stayed out of that script’s hearing.",
        experiment: Some("password-exposure"),
    },
    Claim {
        id: "P2",
        says: "A sign-in that takes JSON invites guessing; it has to be throttled.",
        finding: "Holds, for a form just as for JSON, and so for both doors: thousands of guesses in seconds, until a throttle \
                  counts them. One that counts for each account alone misses a common password tried at many accounts.",
        experiment: Some("password-guessing"),
    },
    Claim {
        id: "P3",
        says: "An anti-forgery token on the sign-in form stops automated guessing.",
        finding: "Does not hold: a program asks for the form, reads the token and sends it along, at the price of a second request \
                  for each guess. What such a token stops is forged sign-ins, as the experiment login-csrf shows.",
        experiment: Some("password-guessing"),
    },
    Claim {
        id: "P4",
        says: "An external provider is a hack on top of the token door, and clean as a server-side code flow.",
        finding: "Holds, but the code flow is clean only with all of its parts: without state, nonce, PKCE and an exact \
                  redirect_uri the attacker ends in Alice’s account, or she in his. Each stops an attack that some of the others let \
                  through. An ID token that goes through the page lies in its history and its localStorage.",
        experiment: Some("identity-provider"),
    },
    Claim {
        id: "P5",
        says: "Single sign-on is impossible with a sign-in of one’s own, and native to OpenID Connect.",
        finding: "Holds: with a form each, two apps asked twice and both servers read the password; behind one provider it was \
                  typed once, and neither did. But signing out once has to be built as well: here the provider tells both servers.",
        experiment: Some("single-sign-on"),
    },
    Claim {
        id: "P6",
        says: "A second factor has to be built into each client that has a form of its own; at a provider it is one switch.",
        finding: "Holds: Alice turned it on at the provider, and two applications that were not changed let nobody in with her \
                  password alone. Both doors’ own forms still do: each would have to build it.",
        experiment: Some("second-factor"),
    },
    Claim {
        id: "P7",
        says: "A sign-in of one’s own that hands out tokens is the password grant of OAuth.",
        finding: "Holds: the client takes the password, and the answer has the same members. The standard has given that grant up, \
                  and the provider here refuses it.",
        experiment: Some("password-exposure"),
    },
    Claim {
        id: "T1",
        says: "A JWT cannot be altered: whoever changes it breaks the signature.",
        finding: "Holds, but only as far as the verifier goes: one that lets a token choose its algorithm or its key \
                  believes forged ones, and a secret that is a word is guessed at home.",
        experiment: Some("token-forgery"),
    },
    Claim {
        id: "T2",
        says: "Verifying a token needs nothing that is stored.",
        finding: "Holds, as long as nobody’s logout has to count: no look-up in a request, against one. A denylist brings the \
                  look-up back. And a session that the server remembers needs none either, and ends all the same.",
        experiment: Some("session-store-cost"),
    },
    Claim {
        id: "T3",
        says: "A token carries its own claims, such as who is an admin.",
        finding: "Holds, but they go stale: a demoted admin stays one until the token expires.",
        experiment: Some("stale-claims"),
    },
    Claim {
        id: "T4",
        says: "The server cannot log a JWT out.",
        finding: "Holds: a copy works until the token expires.",
        experiment: Some("replay-after-logout"),
    },
    Claim {
        id: "T5",
        says: "Short-lived tokens with refresh tokens narrow the window in which a stolen one works, at a price.",
        finding: "Holds: requests, bytes and the window are counted, and the window is never shut. A stolen refresh token \
                  undoes it, unless the server remembers which were used and ends the family at a second use.",
        experiment: Some("refresh-treadmill"),
    },
    Claim {
        id: "T6",
        says: "To log tokens out, the server needs a denylist: stored state, and a look at it in every request.",
        finding: "Holds: a row a logout until the token expires, and a look-up a request. And the entry must be the jti: \
                  remembered by a hash of its text, a token slips past in another spelling.",
        experiment: Some("denylist"),
    },
    Claim {
        id: "T7",
        says: "A token has to be attached to each request by hand.",
        finding: "Holds. A link, an image and the first page carry none, so the first paint is signed out until a script has \
                  run; a cookie goes along with all of them.",
        experiment: Some("first-paint"),
    },
    Claim {
        id: "T8",
        says: "A token in localStorage is stolen by any script that gets into the page.",
        finding: "Holds.",
        experiment: Some("token-theft"),
    },
    Claim {
        id: "T9",
        says: "A JWT in an HttpOnly cookie is safe from theft by a script, and nothing else is solved by that.",
        finding: "Holds: the theft stops, the replay after logout does not.",
        experiment: Some("jwt-in-a-cookie"),
    },
    Claim {
        id: "T10",
        says: "A session is a random name in a row with a user and an expiry; two devices are two rows.",
        finding: "Holds. Each row can be shown to its owner and ended by itself.",
        experiment: Some("devices"),
    },
    Claim {
        id: "T11",
        says: "With a session, the server has the say over logout.",
        finding: "Holds for a server-side session. The article’s own program keeps a signed cookie on the client, and a copy \
                  of it still works after logout.",
        experiment: Some("replay-after-logout"),
    },
    Claim {
        id: "T12",
        says: "Whoever loses a device deletes all of their sessions, and it is locked out.",
        finding: "Holds. Of the requests with a copied cookie that began after the deletion was acknowledged, none got in.",
        experiment: Some("devices"),
    },
    Claim {
        id: "T13",
        says: "The browser attaches a session’s cookie by itself, and no script can read it.",
        finding: "Holds, but a script that gets into the page need not read it: its requests carry the cookie too. The script \
                  changed the victim’s name at both doors.",
        experiment: Some("session-riding"),
    },
    Claim {
        id: "T14",
        says: "Sessions cost reads and writes, and Redis solves that.",
        finding: "Holds in part. A request costs a read, and a write comes once a minute at most. Redis takes the read elsewhere and \
                  takes none away; here the user is then a second one. What saves it is a memory in the server that hears of \
                  every logout: then nothing is read.",
        experiment: Some("session-store-cost"),
    },
    Claim {
        id: "T15",
        says: "Cookies are open to cross-site request forgery; anti-forgery tokens or CORS fix that.",
        finding: "Holds, but: the token fixes it and CORS does not, for it is about reading answers. SameSite stops other sites \
                  and no page on another port; the Origin check stops both where a GET changes nothing.",
        experiment: Some("csrf"),
    },
    Claim {
        id: "T16",
        says: "A small REST interface will do: heartbeat, log in, log out, and nobody’s profile but one’s own.",
        finding: "Holds, at both doors: each request has its one answer, and whoever asks for another’s profile hears what a \
                  stranger hears. What is not in the list, such as devices, has to be added to it.",
        experiment: None,
    },
    Claim {
        id: "T17",
        says: "A JWT is right for a few minutes’ access to a file of another service.",
        finding: "Holds: the store looks up no user, and every other path, method and minute is refused. But a link in an address \
                  is a key in an address: the Referer, the store’s log and the browser’s history had it, and it opened the file.",
        experiment: Some("signed-file-link"),
    },
    Claim {
        id: "T18",
        says: "A JWT is right from service to service, behind a gateway.",
        finding: "Holds: the gateway holds the session, and the service checks a minute’s token with no look-up of any user. But                   whoever copies it there can use it there for that minute, and for more, if it names no single audience.",
        experiment: Some("gateway"),
    },
];
