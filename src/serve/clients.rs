//! Who asks, and how much of the server each may take at once, so that one who asks too much does not keep the others
//! waiting.

use axum::http::HeaderMap;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// What a balancer says of whom it asks for; others may have written into it before.
const FORWARDED: &str = "x-forwarded-for";

/// The other end of a connection; put on every request.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub IpAddr);

/// The clients that are being answered.
pub(super) struct Clients {
    /// Requests of one client at once.
    most: usize,
    /// Balancers, whose word is taken for whom they ask.
    proxies: Vec<IpAddr>,
    asking: Mutex<HashMap<IpAddr, usize>>,
}

/// A request that counts until this is dropped.
pub(super) struct Turn {
    clients: Arc<Clients>,
    /// `None` where it is not counted.
    client: Option<IpAddr>,
}

impl Clients {
    pub fn new(most: usize, proxies: Vec<IpAddr>) -> Arc<Clients> {
        Arc::new(Clients { most, proxies, asking: Mutex::default() })
    }

    /// Lets a request in; `None` when its client has as many as it may. Programs on this machine may have any number.
    pub fn admit(self: &Arc<Self>, peer: Option<Peer>, headers: &HeaderMap) -> Option<Turn> {
        let client = peer.map(|peer| self.client(peer.0, headers)).filter(|client| !client.is_loopback()).map(network);
        if let Some(client) = client {
            let mut asking = self.asking.lock().unwrap_or_else(PoisonError::into_inner);
            let count = asking.entry(client).or_default();
            if *count >= self.most {
                return None;
            }
            *count += 1;
        }
        Some(Turn { clients: Arc::clone(self), client })
    }

    /// The last one in the row that is no balancer.
    fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let row = headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok());
        let row: Vec<&str> = row.flat_map(|value| value.split(',')).map(str::trim).collect();
        let mut client = peer;
        for said in row.iter().rev() {
            if !self.proxies.contains(&client) {
                break;
            }
            match said.parse() {
                Ok(address) => client = address,
                Err(_) => break,
            }
        }
        client
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let Some(client) = self.client else { return };
        let mut asking = self.clients.asking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = asking.get_mut(&client) {
            *count -= 1;
            if *count == 0 {
                asking.remove(&client);
            }
        }
    }
}

/// Whoever has one address of IPv6 has all that begin with the same 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(rows: &[&'static str]) -> HeaderMap {
        rows.iter().map(|row| (FORWARDED.parse().unwrap(), row.parse().unwrap())).collect()
    }

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_balancer_is_believed_and_nobody_else() {
        let clients = Clients::new(1, vec![address("10.0.0.1"), address("10.0.0.2")]);
        for (peer, rows, client) in [
            ("10.0.0.1", &["203.0.113.7"][..], "203.0.113.7"),
            ("10.0.0.1", &["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
            ("10.0.0.1", &["198.51.100.1", "203.0.113.7, 10.0.0.2"], "203.0.113.7"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("10.0.0.1", &["unknown"], "10.0.0.1"),
            ("203.0.113.7", &["198.51.100.1"], "203.0.113.7"),
        ] {
            assert_eq!(clients.client(address(peer), &headers(rows)), address(client), "{peer} {rows:?}");
        }
    }

    #[test]
    fn each_client_has_so_many_requests_at_once() {
        let clients = Clients::new(2, Vec::new());
        let ask = |peer: &str| clients.admit(Some(Peer(address(peer))), &HeaderMap::new());
        let (first, second) = (ask("2001:db8::1"), ask("2001:db8::2"));
        assert!(first.is_some() && second.is_some() && ask("2001:db8::3").is_none());
        assert!(ask("2001:db8:0:1::1").is_some() && ask("203.0.113.7").is_some());
        drop(first);
        assert!(ask("2001:db8::3").is_some());
        drop(second);
        assert!(clients.asking.lock().unwrap().is_empty());
        let own: Vec<_> = (0..9).map(|_| ask("127.0.0.1")).collect();
        assert!(own.iter().all(Option::is_some));
    }
}
