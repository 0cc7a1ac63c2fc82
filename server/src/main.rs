//! Two Doors: starts the house and keeps it open until it is told to stop.

use std::process::ExitCode;
use std::{io, thread};

use clap::Parser as _;
use server::{Config, LogFormat, run};
use tokio::runtime::{Builder, Runtime};

fn main() -> ExitCode {
    let config = Config::parse();
    let log_format = config.log_format;
    server::start_logging(log_format);
    let runtime = runtime().expect("a system that starts this program gives it threads");
    match runtime.block_on(run(config)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            match log_format {
                LogFormat::Text => eprintln!("{error}"),
                LogFormat::Json => {
                    tracing::error!(event = "sys_crash", %error, "the server did not start, or stopped");
                }
            }
            ExitCode::FAILURE
        }
    }
}

/// On one core nobody else could do the work meanwhile: one thread does it all, and wakes no other.
fn runtime() -> io::Result<Runtime> {
    let one_core = thread::available_parallelism().is_ok_and(|cores| cores.get() == 1);
    let mut builder = if one_core { Builder::new_current_thread() } else { Builder::new_multi_thread() };
    builder.enable_all().build()
}
