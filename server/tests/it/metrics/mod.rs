//! `GET /metrics`: on its own listener, the numbers move as they should, and no visitor makes more of them.

mod names;
mod program;
mod requests;
mod sign_ins;

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::Router;
use server::{Origin, Sweeps, Watched, metrics};

use crate::browser::Browser;
use crate::house::TestHouse;

const PORT: u16 = 9464;

fn watching(house: &TestHouse) -> Router {
    watching_with(house, &Sweeps::default())
}

pub(crate) fn watching_with(house: &TestHouse, sweeps: &Sweeps) -> Router {
    let watched = Watched {
        house: Arc::clone(&house.house),
        idp: None,
        requests: house.requests.clone(),
        sweeps: sweeps.clone(),
    };
    metrics(&[Origin::localhost(PORT, false)], watched)
}

/// What Prometheus would read.
pub(crate) struct Numbers(String);

impl Numbers {
    pub(crate) fn of(text: String) -> Self {
        assert!(text.ends_with("# EOF\n"), "{text}");
        Self(text)
    }

    async fn read(house: &TestHouse) -> Self {
        Self::read_from(watching(house)).await
    }

    pub(crate) async fn read_from(router: Router) -> Self {
        let answer = Browser::of(router, format!("localhost:{PORT}")).get("/metrics").await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert!(answer.header("content-type").starts_with("application/openmetrics-text"));
        Self::of(answer.text)
    }

    /// What there is, as it is asked for: a counter ends in `_total` (`OpenMetrics` 1.0).
    pub(crate) fn names(&self) -> BTreeSet<String> {
        let kinds = self.0.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split_once(' '));
        kinds
            .map(|(name, kind)| if kind == "counter" { format!("{name}_total") } else { name.to_owned() })
            .collect()
    }

    fn series(&self) -> impl Iterator<Item = (&str, f64)> {
        let lines = self.0.lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            (name, value.parse().unwrap_or_else(|_| panic!("{line}")))
        })
    }

    /// The sum of all series that begin so and hold each of these labels; none is 0.
    #[track_caller]
    pub(crate) fn sum(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let suffixes = ["_total", "_count", "_bucket"];
        let family = suffixes.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(name);
        let known = self.0.contains(&format!("# TYPE {family} "));
        assert!(known, "there is no {name}:\n{}", self.0);
        let named = |series: &str| series == name || series.starts_with(&format!("{name}{{"));
        let holds = |series: &str| {
            labels.iter().all(|(label, value)| series.contains(&format!("{label}=\"{value}\"")))
        };
        self.series().filter(|(series, _)| named(series) && holds(series)).map(|(_, value)| value).sum()
    }
}
