# What .ci/dist and .ci/wheel build with; they source it. Nothing of the machine and the moment goes into the files, and
# both have the same flags, so that the program is built once. (The module's crates are compiled by themselves: maturin
# brings zig's wrapper of its own.)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"
target=$(uname -m)-unknown-linux-gnu
glibc=2.17
features=mcp,tls
tools=$root/target/tools
cargo_home=${CARGO_HOME:-$HOME/.cargo}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
export SOURCE_DATE_EPOCH LC_ALL=C TZ=UTC
umask 022

# The linker (zig), what hands it to cargo, and what makes a wheel.
if [ ! -x "$tools/venv/bin/maturin" ]; then
    python3 -m venv "$tools/venv"
    "$tools/venv/bin/pip" install --quiet --disable-pip-version-check \
        cargo-zigbuild==0.24.1 ziglang==0.17.1 maturin==1.16.0 wheel==0.45.1
fi
PATH=$tools/venv/bin:$tools/bin:$PATH

# The program for every Linux with this glibc or a later one; `program` is where it is then.
build_program() {
    export RUSTFLAGS="--remap-path-prefix=$root=/duizhao --remap-path-prefix=$cargo_home=/cargo"
    export CFLAGS="-ffile-prefix-map=$root=/duizhao -ffile-prefix-map=$cargo_home=/cargo -DDYNAMIC_BMI2=0"
    cargo zigbuild --locked --profile dist --features "$features" --bin duizhao --target "$target.$glibc"
    program=target/$target/dist/duizhao
}
