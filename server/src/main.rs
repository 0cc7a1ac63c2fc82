//! Two Doors: starts the house and keeps it open until it is told to stop.

use std::process::ExitCode;

use clap::Parser as _;
use server::{Config, LogFormat, run};

#[tokio::main]
async fn main() -> ExitCode {
    let config = Config::parse();
    let log_format = config.log_format;
    server::start_logging(log_format);
    match run(config).await {
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
