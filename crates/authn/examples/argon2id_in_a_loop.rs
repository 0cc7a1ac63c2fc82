//! Checks one password over and over, with the parameters of the house and nothing around it, and prints how many checks a second
//! that makes. `cargo xtask bench` holds sign-ins against it: they cannot be faster than the hash that each of them costs.
//!
//! ```text
//! cargo run --release -p authn --example argon2id_in_a_loop -- SECONDS
//! ```

use std::process::ExitCode;
use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};

/// What `argon2id.rs` hashes with.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

fn main() -> ExitCode {
    let Some(seconds) = std::env::args().nth(1).and_then(|word| word.parse().ok()) else {
        eprintln!("How many seconds?");
        return ExitCode::from(2);
    };
    let checks =
        checks_a_second(Duration::from_secs(seconds)).expect("OWASP's parameters are within Argon2's bounds");
    println!("{checks}");
    ExitCode::SUCCESS
}

fn checks_a_second(lasts: Duration) -> argon2::Result<f64> {
    let params = Params::new(MEMORY, PASSES, LANES, None)?;
    // Used again, as the house does.
    let mut memory = vec![Block::default(); params.block_count()];
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let (password, salt, mut hash) = (b"alice-through-the-glass", [7; 16], [0; 32]);
    let (start, mut checks) = (Instant::now(), 0_u32);
    while start.elapsed() < lasts {
        argon2.hash_password_into_with_memory(password, &salt, &mut hash, &mut memory)?;
        std::hint::black_box(&hash);
        checks += 1;
    }
    Ok(f64::from(checks) / start.elapsed().as_secs_f64())
}
