//! `serve`: where it listens.

use clap::Args as ClapArgs;
use duizhao::serve::ServerOptions;
use std::net::IpAddr;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao serve --open                     in the browser · 開啟瀏覽器
  duizhao serve --port 0                   on any free port
  duizhao serve --edit                     documents can be added · 可加入文件
  duizhao serve --host 10.0.0.5 --name search.example --proxy 10.0.0.1
                                           behind a balancer · 負載平衡
  curl 'http://127.0.0.1:7474/api/search?q=ODR'")]
pub struct ServeArgs {
    /// Where to listen; anything but this machine's own address lets others read
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// On which port; 0 is any that is free
    #[arg(long, value_name = "PORT", default_value_t = 7474)]
    pub port: u16,
    /// A name that it is reached under, as behind a balancer; requests to any other are refused
    #[arg(long, value_name = "HOST")]
    pub name: Vec<String>,
    /// The address of a balancer before it, whose X-Forwarded-For says who asks
    #[arg(long, value_name = "ADDRESS")]
    pub proxy: Vec<IpAddr>,
    /// Requests of one client that are answered at once; of this machine's own any number
    #[arg(long, value_name = "N", default_value_t = ServerOptions::default().per_client)]
    pub per_client: usize,
    /// Also keep the index up to date with its files while they change
    #[arg(long)]
    pub watch: bool,
    /// Take documents that are dropped on a page, whose address is printed with a token; they are kept beside the list of sources,
    /// in added/
    #[arg(long)]
    pub edit: bool,
    /// Open the page in a browser
    #[arg(long)]
    pub open: bool,
}
