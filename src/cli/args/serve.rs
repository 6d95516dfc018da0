//! `serve`: where it listens.

use clap::Args as ClapArgs;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao serve --open                     in the browser · 開啟瀏覽器
  duizhao serve --port 0                   on any free port
  curl 'http://127.0.0.1:7474/api/search?q=ODR'")]
pub struct ServeArgs {
    /// Where to listen; anything but this machine's own address lets others read
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// On which port; 0 is any that is free
    #[arg(long, value_name = "PORT", default_value_t = 7474)]
    pub port: u16,
    /// Open the page in a browser
    #[arg(long)]
    pub open: bool,
}
