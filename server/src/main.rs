//! Two Doors: starts the house and keeps it open until it is told to stop.

use std::process::ExitCode;

use clap::Parser as _;
use server::{Config, run};

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::parse();
    server::start_logging(config.log_format);
    match run(config).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
