//! Argon2id, a bounded number at a time, and the same work for an account that does not exist.
//!
//! One hash takes 19 MiB and tens of milliseconds. Without a bound, a flood of sign-ins is a flood of memory: so at
//! most `at_once` hashes run, at most `waiting` more may queue, and whoever comes after that is sent away with
//! [`Refusal::Overloaded`] before any work is done for them.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::{InvalidPassword, NewPassword, Password, Refusal};
use rayon::{ThreadPool, ThreadPoolBuilder};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::Random;
use crate::argon2id::{self, Memory};

/// How far the hashers step back, from 0 to 19.
const NICENESS: i32 = 10;

/// The commonest passwords that are long enough to be chosen, one a line, commonest first (ASVS 6.2.4).
static COMMONEST: &str = include_str!("commonest_passwords.txt");

/// A password's hash, in PHC string format. Redacted when printed: it can be guessed at offline.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

/// How many hashes at once.
#[derive(Clone, Copy, Debug)]
pub struct HashingLimits {
    /// Hashes that run at the same time; each takes 19 MiB and a core.
    pub at_once: usize,
    /// Hashes that wait for their turn.
    pub waiting: usize,
}

/// What the hashers are doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashingLoad {
    /// How many hashes may run at the same time.
    pub at_once: usize,
    /// Turns that are taken.
    pub in_use: usize,
    /// Those who wait for one.
    pub waiting: usize,
    /// Those who were sent away so far, because the queue was full.
    pub shed: u64,
    /// Hashes that were asked for so far.
    pub hashed: u64,
}

/// Hashes and checks passwords.
pub struct Passwords {
    limits: HashingLimits,
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
    hashers: ThreadPool,
    /// As many as hashes run, once they all did.
    memories: Arc<Mutex<Vec<Memory>>>,
    hashed: AtomicU64,
    shed: AtomicU64,
    dummy: PasswordHash,
    random: Arc<dyn Random>,
}

/// A turn at the hasher. While it is held, nobody else's guess is looked at in its place.
pub struct Turn<'a> {
    passwords: &'a Passwords,
    permits: Arc<Permits>,
}

/// A place among the running hashes, and one among the admitted.
struct Permits {
    _running: OwnedSemaphorePermit,
    _admitted: OwnedSemaphorePermit,
}

impl PasswordHash {
    /// Takes a hash as it is stored.
    #[must_use]
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// The hash as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it was made with weaker parameters than today's.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        argon2id::is_outdated(self)
    }
}

impl Passwords {
    /// A hasher with these limits. Makes one hash, to compare the passwords of nobody with.
    #[must_use]
    pub fn new(limits: HashingLimits, random: Arc<dyn Random>) -> Self {
        let at_once = limits.at_once.max(1);
        let (mut unguessable, mut memory) = ([0; 32], Memory::default());
        random.fill(&mut unguessable);
        Self {
            limits: HashingLimits { at_once, ..limits },
            running: Arc::new(Semaphore::new(at_once)),
            admitted: Arc::new(Semaphore::new(at_once + limits.waiting)),
            dummy: argon2id::hash(&unguessable, &*random, &mut memory),
            hashers: hashers(at_once),
            memories: Arc::new(Mutex::new(vec![memory])),
            hashed: AtomicU64::new(0),
            shed: AtomicU64::new(0),
            random,
        }
    }

    /// Refuses a password that everybody tries first.
    ///
    /// # Errors
    /// [`InvalidPassword::TooCommon`].
    pub fn refuse_commonest(password: &NewPassword) -> Result<(), InvalidPassword> {
        let folded = password.expose().to_lowercase();
        if COMMONEST.lines().any(|common| common == folded) {
            return Err(InvalidPassword::TooCommon);
        }
        Ok(())
    }

    /// How many hashes were asked for so far: the work that a sign-in costs, and must cost alike for everybody.
    #[must_use]
    pub fn hashed(&self) -> u64 {
        self.hashed.load(Ordering::Relaxed)
    }

    /// What the hashers are doing at this moment. It is read piece by piece, so the pieces may be a moment apart.
    #[must_use]
    pub fn load(&self) -> HashingLoad {
        let HashingLimits { at_once, waiting } = self.limits;
        let in_use = at_once.saturating_sub(self.running.available_permits());
        let admitted = (at_once + waiting).saturating_sub(self.admitted.available_permits());
        HashingLoad {
            at_once,
            in_use,
            waiting: admitted.saturating_sub(in_use),
            shed: self.shed.load(Ordering::Relaxed),
            hashed: self.hashed(),
        }
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// [`Refusal::Overloaded`], at once, if the queue is full.
    pub async fn turn(&self) -> Result<Turn<'_>, Refusal> {
        const FULL: Refusal = Refusal::Overloaded { retry_after: 1 };
        let admitted = Arc::clone(&self.admitted).try_acquire_owned().map_err(|_| {
            self.shed.fetch_add(1, Ordering::Relaxed);
            FULL
        })?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| FULL)?;
        Ok(Turn { passwords: self, permits: Arc::new(Permits { _running: running, _admitted: admitted }) })
    }
}

impl Turn<'_> {
    /// Hashes a password with a fresh salt.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] if the machine could not do it.
    pub async fn hash(&self, password: &[u8]) -> Result<PasswordHash, Refusal> {
        let (password, random) = (password.to_vec(), Arc::clone(&self.passwords.random));
        self.blocking(move |memory| argon2id::hash(&password, &*random, memory)).await
    }

    /// Whether a password belongs to a hash. Without one it does the same work, and the answer is no.
    ///
    /// # Errors
    /// [`Refusal::Unavailable`] if the machine could not do it.
    pub async fn verify(&self, password: &Password, stored: Option<&PasswordHash>) -> Result<bool, Refusal> {
        let known = stored.is_some();
        let hash = stored.unwrap_or(&self.passwords.dummy).clone();
        let password = password.clone();
        let verify = move |memory: &mut Memory| argon2id::verify(password.expose().as_bytes(), &hash, memory);
        let matches = self.blocking(verify).await?;
        Ok(matches && known)
    }

    /// Hashing would hold up every other request of the same worker: it has threads of its own, and the thread keeps
    /// the permits. Whoever hangs up meanwhile does not stop it, and must not make room for another.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        self.passwords.hashed.fetch_add(1, Ordering::Relaxed);
        let (permits, memories) = (Arc::clone(&self.permits), Arc::clone(&self.passwords.memories));
        let (tell, told) = oneshot::channel();
        self.passwords.hashers.spawn(move || {
            let memories = || memories.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = memories().pop().unwrap_or_default();
            let done = work(&mut memory);
            memories().push(memory);
            drop(permits);
            // Whoever asked may have hung up.
            let _ = tell.send(done);
        });
        told.await.map_err(|_| Refusal::Unavailable)
    }
}

/// The threads that hash. Whatever else wants a processor comes first: a page is awaited by somebody who waits for
/// nothing else, a sign-in takes its time anyway.
fn hashers(at_once: usize) -> ThreadPool {
    ThreadPoolBuilder::new()
        .num_threads(at_once)
        .thread_name(|n| format!("hasher-{n}"))
        .start_handler(|_| step_back())
        .panic_handler(|_| tracing::error!("a hasher panicked"))
        .build()
        .expect("a machine that cannot start a thread cannot run a server")
}

/// Lowers the priority of this thread. On Linux a niceness belongs to a thread; elsewhere it would slow down everything.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::warn!(%error, "the hashers run at full priority");
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passwords").field("free", &self.running.available_permits()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemRandom;

    #[tokio::test]
    async fn whoever_hangs_up_makes_no_room_for_another() {
        let limits = HashingLimits { at_once: 1, waiting: 0 };
        let passwords = Passwords::new(limits, Arc::new(SystemRandom));
        let caller = async { passwords.turn().await?.hash(b"a password").await };
        tokio::select! {
            biased;
            _ = caller => panic!("a hash takes longer than a look"),
            () = std::future::ready(()) => {}
        }
        let next = passwords.turn().await.map(|_| ());
        assert_eq!(
            next,
            Err(Refusal::Overloaded { retry_after: 1 }),
            "the hash still runs, and takes its 19 MiB"
        );
        // There is room when it has ended, and not before: by then its memory is back.
        while passwords.turn().await.is_err() {
            tokio::task::yield_now().await;
        }
        assert_eq!(passwords.memories.lock().map(|memories| memories.len()).ok(), Some(1));
    }
}
