//! The listener and its connections, each with limits on how long and how much.

use super::adding::{Adding, Editing};
use super::clients::{Clients, Peer};
use super::metrics::Metrics;
use super::mounted::Mounted;
use super::places::Places;
use super::readiness::Readiness;
use super::site::Site;
use super::work::{Workers, threads};
use super::{routes, work};
use crate::search::Live;
use crate::search::Searcher;
use crate::{Error, Result};
use axum::Router;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

/// Connections that are open at once, where nothing else is said.
const CONNECTIONS: usize = 512;
/// Requests of one client at once, where nothing else is said: a browser asks for six things at once.
const PER_CLIENT: usize = 32;
/// Bytes of a request.
const REQUEST: usize = 32 * 1024;
/// Headers of a request.
const HEADERS: usize = 64;
/// From the first byte of a request to the last, and between two requests.
const HEADER_TIME: Duration = Duration::from_secs(10);
/// A connection's whole life: one whose reader never reads ends too.
const LIFE: Duration = Duration::from_secs(300);
/// What is being answered may finish when the server stops.
const FAREWELL: Duration = Duration::from_secs(10);
/// Between two looks at whether the index has changed.
const LOOK: Duration = Duration::from_secs(1);

/// Longest from request to answer, where nothing else is said.
const PATIENCE: Duration = Duration::from_secs(15);

/// Where to listen, and to how many.
#[derive(Clone, Debug)]
pub struct ServerOptions {
    /// An address, or a name that stands for one of this machine's.
    pub host: String,
    /// 0: any that is free.
    pub port: u16,
    /// Connections that are open at once. For one more, the one that has been idle longest is closed.
    pub connections: usize,
    /// Names that it is reached under besides `host`, as behind a balancer; requests to any other are refused.
    pub names: Vec<String>,
    /// Balancers before it, whose `X-Forwarded-For` says who asks.
    pub proxies: Vec<IpAddr>,
    /// Requests of one client that are answered at once; of programs on this machine any number.
    pub per_client: usize,
    /// Longest from request to answer; what takes longer is given up.
    pub patience: Duration,
}

impl Default for ServerOptions {
    fn default() -> Self {
        ServerOptions {
            host: Ipv4Addr::LOCALHOST.to_string(),
            port: 0,
            connections: CONNECTIONS,
            names: Vec::new(),
            proxies: Vec::new(),
            per_client: PER_CLIENT,
            patience: PATIENCE,
        }
    }
}

/// A server that listens and does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    /// The name that it was given, where that was no address.
    host: Option<String>,
    connections: usize,
    /// Threads that search at once.
    turns: usize,
    site: Arc<Site>,
    mounted: Vec<Mounted>,
    editing: Option<Editing>,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Server {
    /// Takes the port.
    ///
    /// # Errors
    /// [`Error::Usage`] when there is no such host, or the port is taken.
    pub fn bind(index: Arc<dyn Searcher>, options: &ServerOptions) -> Result<Server> {
        let (host, port) = (options.host.as_str(), options.port);
        let bare = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
        let unusable = |e: std::io::Error| {
            let way_out = match e.kind() {
                std::io::ErrorKind::AddrInUse => "choose another port with --port, or any free one with --port 0",
                _ => "leave --host out for this machine alone",
            };
            Error::Usage(format!("cannot listen on {host}, port {port}: {e}\n  {way_out}"))
        };
        let addresses: Vec<SocketAddr> = (bare, port).to_socket_addrs().map_err(unusable)?.collect();
        let listener = TcpListener::bind(&addresses[..]).map_err(unusable)?;
        listener.set_nonblocking(true).map_err(unusable)?;
        let address = listener.local_addr().map_err(unusable)?;
        let host = bare.parse::<IpAddr>().is_err().then(|| bare.to_string());
        let turns = work::turns(index.is_remote());
        let site = Site {
            workers: Workers::new(turns, options.patience),
            live: Live::new(index),
            clients: Clients::new(options.per_client, options.proxies.clone()),
            metrics: Metrics::new(),
            readiness: Readiness::default(),
            names: host.iter().chain(&options.names).cloned().collect(),
        };
        let (connections, site) = (options.connections, Arc::new(site));
        Ok(Server { listener, address, host, connections, turns, site, mounted: Vec::new(), editing: None })
    }

    /// Answers a path by another service, which messages are posted to. It is asked only for what has come in whole,
    /// under a name of this server, and from a client that has its number of requests; and it does its own work on as
    /// many threads as there are processors at most.
    pub fn mounted(mut self, path: &'static str, service: Router) -> Server {
        self.mounted.push(Mounted { path, service });
        self
    }

    /// Takes documents that are sent to it, and gives them to `add`, which may take its time.
    pub fn editing(mut self, add: Arc<Adding>) -> Server {
        self.editing = Some(Editing::new(add));
        self
    }

    /// Where documents are added, with the token of this run; `None` where none are taken.
    pub fn adding_url(&self) -> Option<String> {
        self.editing.as_ref().map(|editing| self.url() + &editing.path())
    }

    /// Where to find it.
    pub fn url(&self) -> String {
        let host = match (&self.host, self.address.ip()) {
            (Some(name), _) => name.clone(),
            (None, ip) if ip.is_unspecified() => "localhost".into(),
            (None, IpAddr::V6(ip)) => format!("[{ip}]"),
            (None, ip) => ip.to_string(),
        };
        format!("http://{host}:{}/", self.address.port())
    }

    /// Whether other machines can reach it.
    pub fn is_public(&self) -> bool {
        !self.address.ip().is_loopback()
    }

    /// Answers until `stop` is done.
    ///
    /// # Errors
    /// [`Error::Usage`] when the system gives no threads.
    pub fn run(self, stop: impl Future<Output = ()>) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads())
            .max_blocking_threads(self.turns + work::BODIES + 2 + self.mounted.len() * threads())
            .enable_io()
            .enable_time()
            .build()
            .map_err(|e| Error::Usage(format!("cannot start the server: {e}")))?;
        let done = runtime.block_on(self.answer(stop));
        // A search that is still running ends with the program.
        runtime.shutdown_background();
        done
    }

    async fn answer(self, stop: impl Future<Output = ()>) -> Result<()> {
        let listener = tokio::net::TcpListener::from_std(self.listener)
            .map_err(|e| Error::Usage(format!("cannot listen: {e}")))?;
        let looking = tokio::spawn(look(Arc::clone(&self.site)));
        let router = routes::router(self.site, self.mounted, self.editing);
        let (places, open) = (Places::new(self.connections), GracefulShutdown::new());
        let mut stop = std::pin::pin!(stop);
        loop {
            let next = async {
                let (stream, peer) = listener.accept().await.ok()?;
                Some((stream, Peer(peer.ip()), places.take().await))
            };
            let next = tokio::select! {
                () = stop.as_mut() => break,
                next = next => next,
            };
            let Some((stream, peer, place)) = next else {
                // Out of files, or gone before it was taken up: the others are not to suffer.
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            let _ = stream.set_nodelay(true);
            let (router, its_place) = (TowerToHyperService::new(router.clone()), Arc::clone(&place));
            let service = service_fn(move |mut request: hyper::Request<hyper::body::Incoming>| {
                request.extensions_mut().insert(peer);
                let answering = its_place.answering();
                let answer = router.call(request);
                async move {
                    let answer = answer.await;
                    drop(answering);
                    answer
                }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADER_TIME)
                .max_headers(HEADERS)
                .max_buf_size(REQUEST)
                .serve_connection(TokioIo::new(stream), service);
            let connection = open.watch(connection);
            tokio::spawn(async move {
                tokio::select! {
                    // A connection that breaks off is the other end's affair.
                    _ = connection => {}
                    () = place.is_needed() => {}
                    () = tokio::time::sleep(LIFE) => {}
                }
            });
        }
        drop(listener);
        looking.abort();
        let _ = tokio::time::timeout(FAREWELL, open.shutdown()).await;
        Ok(())
    }
}

/// Looks every second whether the index has changed.
async fn look(site: Arc<Site>) {
    loop {
        let site = Arc::clone(&site);
        // A look that fails is made again.
        let _ = tokio::task::spawn_blocking(move || site.live.refresh()).await;
        tokio::time::sleep(LOOK).await;
    }
}

/// Done when the person at the terminal, or the system, says to stop.
pub async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
