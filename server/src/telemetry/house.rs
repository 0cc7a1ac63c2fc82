//! What the house and the provider count for themselves, read when somebody asks.

use std::fmt::Error;

use authn::{HashingLoad, Label};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use store::QueryCounts;

use super::Watched;

type Labels<'a> = Vec<(&'static str, &'a str)>;

impl Collector for Watched {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), Error> {
        self.encode_sign_ins(&mut encoder)?;
        self.encode_hashing(&mut encoder)?;
        let queries = QueryCounts::read();
        let asked = queries.asked.iter().map(|(query, count)| (vec![("query", *query)], *count));
        let help = "Queries and changes that the app's database was asked for, by name";
        counters(&mut encoder, "database_queries", help, asked)?;
        let help = "Those that it did not answer";
        counter(&mut encoder, "database_errors", help, queries.failed)?;
        let help = "Requests whose session was remembered, so that the database was asked nothing";
        counter(&mut encoder, "sessions_remembered", help, queries.remembered)
    }
}

impl Watched {
    fn encode_sign_ins(&self, encoder: &mut DescriptorEncoder) -> Result<(), Error> {
        let counts = self.house.journal.counts();
        let sign_ins = counts.sign_ins().map(|(way_in, outcome, count)| {
            (vec![("door", way_in.label()), ("outcome", outcome.label())], count)
        });
        counters(encoder, "sign_ins", "Attempts to sign in, by door and outcome", sign_ins)?;
        let journals = [("app", Some(counts)), ("idp", self.idp.as_ref().map(|idp| idp.journal().counts()))];
        let throttled = journals.into_iter().filter_map(|(party, counts)| Some((party, counts?)));
        let throttled = throttled.flat_map(|(party, counts)| {
            let by = counts.all_throttled();
            by.map(move |(by, count)| (vec![("party", party), ("by", by.label())], count))
        });
        counters(
            encoder,
            "throttled",
            "Attempts that were not looked at, by whose failures came before",
            throttled,
        )?;
        counter(encoder, "sessions_created", "Sessions that began", counts.sessions_created())?;
        let expired =
            counts.sessions_expired().map(|(reason, count)| (vec![("reason", reason.label())], count));
        counters(encoder, "sessions_expired", "Sessions that ended, by why", expired)
    }

    fn encode_hashing(&self, encoder: &mut DescriptorEncoder) -> Result<(), Error> {
        let mut loads = vec![("app", self.house.passwords.load())];
        loads.extend(self.idp.as_ref().map(|idp| ("idp", idp.hashing_load())));
        let of = |pick: fn(&HashingLoad) -> usize| {
            loads.iter().map(move |(party, load)| (vec![("party", *party)], pick(load)))
        };
        gauges(encoder, "hashing_permits", "Password hashes that may run at once", of(|load| load.at_once))?;
        gauges(encoder, "hashing_in_use", "Permits that are taken", of(|load| load.in_use))?;
        gauges(encoder, "hashing_waiting", "Those who wait for a permit", of(|load| load.waiting))?;
        let of = |pick: fn(&HashingLoad) -> u64| {
            loads.iter().map(move |(party, load)| (vec![("party", *party)], pick(load)))
        };
        counters(encoder, "hashing_shed", "Those who were sent away with 503", of(|load| load.shed))?;
        counters(encoder, "hashes", "Password hashes that were asked for", of(|load| load.hashed))
    }
}

fn counter(encoder: &mut DescriptorEncoder, name: &str, help: &str, value: u64) -> Result<(), Error> {
    ConstCounter::new(value).encode(encoder.encode_descriptor(name, help, None, MetricType::Counter)?)
}

fn counters<'a>(
    encoder: &mut DescriptorEncoder,
    name: &str,
    help: &str,
    values: impl IntoIterator<Item = (Labels<'a>, u64)>,
) -> Result<(), Error> {
    let mut family = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
    for (labels, value) in values {
        ConstCounter::new(value).encode(family.encode_family(&labels)?)?;
    }
    Ok(())
}

fn gauges<'a>(
    encoder: &mut DescriptorEncoder,
    name: &str,
    help: &str,
    values: impl IntoIterator<Item = (Labels<'a>, usize)>,
) -> Result<(), Error> {
    let mut family = encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
    for (labels, value) in values {
        let value = i64::try_from(value).unwrap_or(i64::MAX);
        ConstGauge::new(value).encode(family.encode_family(&labels)?)?;
    }
    Ok(())
}
