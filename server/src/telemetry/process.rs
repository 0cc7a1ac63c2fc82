//! The process: since when, and how large. Names and units as every Prometheus client has them.

use std::fmt::Error;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _};
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Unit;

#[derive(Debug)]
pub(super) struct Process {
    /// In seconds since 1970.
    pub(super) started_at: i64,
}

impl Collector for Process {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), Error> {
        let gauges = [
            ("process_start_time", "When it started, since 1970", Unit::Seconds, Some(self.started_at)),
            ("process_resident_memory", "Memory that it takes", Unit::Bytes, resident_memory()),
        ];
        for (name, help, unit, value) in gauges {
            let Some(value) = value else { continue };
            let gauge = ConstGauge::new(value);
            gauge.encode(encoder.encode_descriptor(name, help, Some(&unit), gauge.metric_type())?)?;
        }
        Ok(())
    }
}

/// In bytes, as Linux tells it (proc(5), `statm`); elsewhere nothing is told.
#[cfg(target_os = "linux")]
fn resident_memory() -> Option<i64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: i64 = statm.split_ascii_whitespace().nth(1)?.parse().ok()?;
    Some(pages * i64::try_from(rustix::param::page_size()).ok()?)
}

#[cfg(not(target_os = "linux"))]
fn resident_memory() -> Option<i64> {
    None
}
