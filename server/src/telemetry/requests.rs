//! Requests, counted by what was asked for in our own words: the template of the route, never the path, of which a visitor can make
//! up as many as there are numbers to keep.

use std::hash::{Hash, Hasher};
use std::time::Duration;

use axum::extract::MatchedPath;
use axum::http::{Method, StatusCode};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// In seconds: from a look into memory to a sign-in that waited for its turn.
const BUCKETS: [f64; 13] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0];
/// Stands for a path that no route has.
const NO_ROUTE: &str = "none";

/// What every party was asked. Cheap to clone: clones count together.
#[derive(Clone, Debug)]
pub struct Requests {
    in_flight: Family<[(&'static str, &'static str); 1], Gauge>,
    answered: Family<Labels, Histogram, fn() -> Histogram>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    party: &'static str,
    method: &'static str,
    route: Route,
    status: &'static str,
}

/// What was asked for.
#[derive(Clone, Debug)]
pub(super) struct Route(pub(super) Option<MatchedPath>);

/// A request that is being answered. Whoever hangs up is not in flight any more.
pub(super) struct InFlight(Gauge);

impl Default for Requests {
    fn default() -> Self {
        Self {
            in_flight: Family::default(),
            answered: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
        }
    }
}

impl Requests {
    pub(super) fn register(&self, registry: &mut Registry) {
        let help = "Requests that are being answered";
        registry.register("http_requests_in_flight", help, self.in_flight.clone());
        let help = "Time until an answer began, by route";
        registry.register_with_unit("http_request_duration", help, Unit::Seconds, self.answered.clone());
    }

    pub(super) fn begin(&self, party: &'static str) -> InFlight {
        let gauge = self.in_flight.get_or_create(&[("party", party)]).clone();
        gauge.inc();
        InFlight(gauge)
    }

    pub(super) fn answered(
        &self,
        party: &'static str,
        method: &'static str,
        route: Route,
        status: StatusCode,
        took: Duration,
    ) {
        let labels = Labels { party, method, route, status: class(status) };
        self.answered.get_or_create(&labels).observe(took.as_secs_f64());
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Route {
    pub(super) fn as_str(&self) -> &str {
        self.0.as_ref().map_or(NO_ROUTE, MatchedPath::as_str)
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl prometheus_client::encoding::EncodeLabelValue for Route {
    fn encode(
        &self,
        encoder: &mut prometheus_client::encoding::LabelValueEncoder,
    ) -> Result<(), std::fmt::Error> {
        prometheus_client::encoding::EncodeLabelValue::encode(&self.as_str(), encoder)
    }
}

/// The methods that exist (RFC 9110 §9, RFC 5789); whatever else somebody sends has one name.
pub(super) fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::TRACE => "TRACE",
        Method::CONNECT => "CONNECT",
        _ => "other",
    }
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        _ => "5xx",
    }
}
