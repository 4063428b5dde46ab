#!/bin/bash
# record.sh SCCACHE PORT: records the log of seven calls in turn as VERSION.txt beside this script, paths replaced:
# a Rust library and a C file, both twice; a program, which is not cacheable; a library that does not compile; rustc -vV.
set -u
S=$(readlink -f $1); OUT=$(dirname "$(readlink -f "$0")"); PORT=$2; V=$($S --version | cut -d' ' -f2)
W=$(mktemp -d); cd $W
mkdir src out
printf 'pub fn one() -> u32 { 1 }\n' > src/leaf.rs
printf '#include "one.h"\nint one(void) { return ONE; }\n' > src/one.c
printf '#define ONE 1\n' > src/one.h
touch -d 2020-01-01 src/one.h src/one.c
printf 'fn main() { println!("hi"); }\n' > src/main.rs
printf 'pub fn two() -> u32 { "two" }\n' > src/bad.rs
export RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup} CARGO_HOME=${CARGO_HOME:-$HOME/.cargo}
export HOME=$W/home SCCACHE_DIR=$W/d SCCACHE_SERVER_PORT=$PORT SCCACHE_IDLE_TIMEOUT=0
mkdir -p home
RUSTC=$(rustc --print sysroot)/bin/rustc
SCCACHE_LOG=sccache::compiler::compiler=debug SCCACHE_ERROR_LOG=$W/log $S --start-server >/dev/null 2>&1
lib() { $S $RUSTC --crate-name leaf --edition=2021 src/leaf.rs --crate-type lib --emit=dep-info,metadata,link -C embed-bitcode=no -C metadata=0123456789abcdef -C extra-filename=-0123456789abcdef --out-dir $W/out; }
cc_() { $S gcc -g -c $W/src/one.c -o $W/out/one.o; }
lib; cc_; rm -rf out/*; lib; cc_
$S $RUSTC --crate-name main --edition=2021 src/main.rs --crate-type bin --emit=link -C metadata=0123456789abcde0 --out-dir $W/out
$S $RUSTC --crate-name bad --edition=2021 src/bad.rs --crate-type lib --emit=dep-info,metadata,link -C metadata=0123456789abcde1 -C extra-filename=-0123456789abcde1 --out-dir $W/out 2>/dev/null
$S $RUSTC -vV >/dev/null
$S --stop-server >/dev/null 2>&1
sed -e "s,$W,/w,g" -e "s,$(rustc --print sysroot),/rust,g" -e "s,$CARGO_HOME,/cargo,g" $W/log > $OUT/$V.txt
rm -rf $W
