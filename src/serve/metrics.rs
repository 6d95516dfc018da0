//! What was asked and how long it took, counted for whoever watches the server, in the text form of Prometheus.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Upper bounds of the times that are told apart, in seconds.
const BOUNDS: [f64; 14] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0];

/// Stands for every path that there is no page for: what others type must not make the list longer.
const OTHER: &str = "other";

/// The path that answered, as the router has it; put on an answer by whoever made it.
#[derive(Clone, Copy)]
pub(super) struct Template(pub &'static str);

/// Counts from the start of the server on.
pub(super) struct Metrics {
    begun: SystemTime,
    in_flight: AtomicUsize,
    by_path: Mutex<BTreeMap<&'static str, Counts>>,
}

#[derive(Default)]
struct Counts {
    by_status: BTreeMap<u16, u64>,
    /// Answers that took no longer than each bound, and longer than the one before.
    times: [u64; BOUNDS.len()],
    seconds: f64,
}

/// A request that is being answered.
struct InFlight<'m>(&'m AtomicUsize);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    pub fn new() -> Metrics {
        Metrics { begun: SystemTime::now(), in_flight: AtomicUsize::new(0), by_path: Mutex::default() }
    }

    /// Lets a request be answered and counts it.
    pub async fn measure(&self, request: Request, next: Next) -> Response {
        let (_in_flight, start) = (self.begin(), Instant::now());
        let response = next.run(request).await;
        let path = response.extensions().get::<Template>().map_or(OTHER, |template| template.0);
        self.count(path, response.status().as_u16(), start.elapsed());
        response
    }

    fn begin(&self) -> InFlight<'_> {
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        InFlight(&self.in_flight)
    }

    fn count(&self, path: &'static str, status: u16, took: Duration) {
        let mut by_path = self.by_path.lock().unwrap_or_else(PoisonError::into_inner);
        let counts = by_path.entry(path).or_default();
        *counts.by_status.entry(status).or_default() += 1;
        let seconds = took.as_secs_f64();
        counts.seconds += seconds;
        if let Some(at) = BOUNDS.iter().position(|bound| seconds <= *bound) {
            counts.times[at] += 1;
        }
    }

    /// All counts, as <https://prometheus.io/docs/instrumenting/exposition_formats/> has them.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        let _ = self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) -> std::fmt::Result {
        let head = |out: &mut String, name: &str, kind: &str, help: &str| {
            writeln!(out, "# HELP {name} {help}\n# TYPE {name} {kind}")
        };
        let by_path = self.by_path.lock().unwrap_or_else(PoisonError::into_inner);
        head(out, "duizhao_requests_total", "counter", "Requests that were answered.")?;
        for (path, counts) in by_path.iter() {
            for (status, count) in &counts.by_status {
                writeln!(out, "duizhao_requests_total{{path=\"{path}\",status=\"{status}\"}} {count}")?;
            }
        }
        let name = "duizhao_request_duration_seconds";
        head(out, name, "histogram", "From the head of a request to that of its answer.")?;
        for (path, counts) in by_path.iter() {
            let mut within = 0;
            for (bound, count) in BOUNDS.iter().zip(counts.times) {
                within += count;
                writeln!(out, "{name}_bucket{{path=\"{path}\",le=\"{bound}\"}} {within}")?;
            }
            let all: u64 = counts.by_status.values().sum();
            writeln!(out, "{name}_bucket{{path=\"{path}\",le=\"+Inf\"}} {all}")?;
            writeln!(out, "{name}_sum{{path=\"{path}\"}} {}", counts.seconds)?;
            writeln!(out, "{name}_count{{path=\"{path}\"}} {all}")?;
        }
        head(out, "duizhao_requests_in_flight", "gauge", "Requests that are being answered, this one among them.")?;
        writeln!(out, "duizhao_requests_in_flight {}", self.in_flight.load(Ordering::Relaxed))?;
        if let Some(bytes) = resident() {
            head(out, "process_resident_memory_bytes", "gauge", "Memory of the server.")?;
            writeln!(out, "process_resident_memory_bytes {bytes}")?;
        }
        head(out, "process_start_time_seconds", "gauge", "When the server was started.")?;
        let begun = self.begun.duration_since(UNIX_EPOCH).unwrap_or_default();
        writeln!(out, "process_start_time_seconds {:.3}", begun.as_secs_f64())?;
        head(out, "duizhao_build_info", "gauge", "The version of the program.")?;
        writeln!(out, "duizhao_build_info{{version=\"{}\"}} 1", env!("CARGO_PKG_VERSION"))
    }
}

/// Memory of this process in bytes, where the system says it as a file.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_add_up() {
        let metrics = Metrics::new();
        for milliseconds in [1, 3, 3, 40_000] {
            metrics.count("/docs", 200, Duration::from_millis(milliseconds));
        }
        metrics.count("/docs", 404, Duration::from_millis(30));
        let in_flight = metrics.begin();
        let text = metrics.text();
        for line in [
            "duizhao_requests_total{path=\"/docs\",status=\"200\"} 4",
            "duizhao_requests_total{path=\"/docs\",status=\"404\"} 1",
            "duizhao_request_duration_seconds_bucket{path=\"/docs\",le=\"0.0025\"} 1",
            "duizhao_request_duration_seconds_bucket{path=\"/docs\",le=\"0.005\"} 3",
            "duizhao_request_duration_seconds_bucket{path=\"/docs\",le=\"15\"} 4",
            "duizhao_request_duration_seconds_bucket{path=\"/docs\",le=\"+Inf\"} 5",
            "duizhao_request_duration_seconds_count{path=\"/docs\"} 5",
            "duizhao_request_duration_seconds_sum{path=\"/docs\"} 40.037",
            "duizhao_requests_in_flight 1",
        ] {
            assert!(text.lines().any(|l| l == line), "{line}\n{text}");
        }
        drop(in_flight);
        assert!(metrics.text().contains("duizhao_requests_in_flight 0"));
    }
}
