//! What a running experiment asks of the browser that it runs in: a word at a time.

use serde::{Deserialize, Serialize};

use crate::Door;

/// The next thing to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Counts up; whoever has done a step says which.
    pub number: u32,
    /// What to do.
    pub act: Act,
    /// What is going on, for whoever watches.
    pub words: String,
    /// At which door.
    pub door: Door,
    /// As whom.
    pub email: String,
    /// With what password. It is a ready account's, which everybody knows.
    pub password: String,
    /// Where to go.
    pub address: String,
    /// How much of a long piece of work is done, where somebody counts.
    pub count: Option<Count>,
}

/// Work that is counted. It says what was done, and never what is expected to be done by now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// How many are done.
    pub done: u32,
    /// Of so many. It may be over before: whoever has found what he looked for looks no further.
    pub of: u32,
    /// The same for people: `1,500 of 24,000 words tried`.
    pub words: String,
}

/// What a browser can be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Sign in at the door, with that address and password.
    LogIn,
    /// Sign out at the door.
    LogOut,
    /// Open the address in the frame, and say when it has loaded.
    Visit,
    /// Type the address and the password into the form of the door, on the page in the frame, key by key, and send it.
    Type,
    /// Leave this page for the address, which leads back here.
    Leave,
    /// Say what comes next, and do nothing until whoever reads it says to go on.
    Ask,
    /// Read what any script on this page can read, and tell.
    Look,
    /// Nothing: ask again.
    Wait,
    /// Nothing more: the run is over, and its evidence is on the page.
    Done,
}

impl Step {
    /// The word that there is nothing more to do.
    #[must_use]
    pub fn done() -> Self {
        Self::new(Act::Done, String::new())
    }

    /// A step without a number yet.
    #[must_use]
    pub fn new(act: Act, words: String) -> Self {
        let (email, password, address) = (String::new(), String::new(), String::new());
        Self { number: 0, act, words, door: Door::CookieSession, email, password, address, count: None }
    }
}

/// What the browser says when it asks for the next step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone {
    /// The number of the last step that it did; 0 if it did none.
    pub done: u32,
    /// After [`Act::Ask`]: whether the rest is to be played without asking again.
    #[serde(default)]
    pub rest: bool,
    /// After [`Act::Look`]: what was found.
    #[serde(default)]
    pub found: Vec<Found>,
}

/// Something that a script found in reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Where it lies.
    pub place: Place,
    /// Under which name.
    pub name: String,
    /// Its first characters: [`Found::SHOWN`] of them and no more leave the page.
    pub value: String,
}

/// Where a script can look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// `localStorage`.
    LocalStorage,
    /// `document.cookie`.
    Cookie,
}

impl Found {
    /// How much of a value is shown: enough to tell two apart, too little to use.
    pub const SHOWN: usize = 6;
    /// Entries that are told of at most, each by a name of so many characters at most.
    pub const MOST: usize = 8;
    /// The longest that is left of a name, in characters.
    pub const LONGEST_NAME: usize = 40;

    /// What was found, cut to what may be shown.
    #[must_use]
    pub fn cut(place: Place, name: &str, value: &str) -> Self {
        let name = name.chars().take(Self::LONGEST_NAME).collect();
        Self { place, name, value: value.chars().take(Self::SHOWN).collect() }
    }
}
