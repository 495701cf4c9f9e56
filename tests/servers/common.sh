# What the server scripts share. Each of them is called as `SCRIPT start DIR PORT` or `SCRIPT stop DIR`: it keeps all
# that it makes in DIR, may use the 128 ports from PORT on, returns when the server answers, and writes the variables
# of the tests to DIR/environment. DIR/../tls holds the certificates. Sourced by bash with `set -euo pipefail`.

here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")

fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# The FTP servers change to the user who logged in, which only root may do.
become_root() {
    [ "$(id -u)" = 0 ] || exec sudo -E "$0" "$@"
}

random_password() { openssl rand -hex 16; }

# publish DIR NAME=VALUE ...: hands variables to the tests.
publish() {
    local to=$1/environment pair
    shift
    for pair in "$@"; do printf 'export %s=%q\n' "${pair%%=*}" "${pair#*=}"; done >>"$to"
    chmod 644 "$to"
}

# await SECONDS COMMAND...: until the command succeeds.
await() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
answers_http() { curl --silent --output /dev/null --max-time 2 "http://127.0.0.1:$1/"; }

gone() { ! kill -0 "$1" 2>/dev/null; }

# stop_pid_files FILE...: ends the processes that these name, and no others: TERM to all, then KILL to those that are
# still there after three seconds. What they held is thrown away anyway.
stop_pid_files() {
    local file pid pids=()
    for file in "$@"; do
        [ -s "$file" ] || continue
        read -r pid <"$file"
        rm -f "$file"
        kill -TERM "$pid" 2>/dev/null && pids+=("$pid")
    done
    for pid in "${pids[@]}"; do
        await 3 gone "$pid" || kill -KILL "$pid" 2>/dev/null || true
    done
}

# unpack_ftp_server NAME PACKAGE...: Debian lets one FTP server be installed at a time, and that one may be somebody's.
# So each is unpacked into a cache, with the libraries that a plain system lacks, and run from there. Sets `unpacked`.
unpack_ftp_server() {
    unpacked=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/outfield/ftp-servers/$1
    export LD_LIBRARY_PATH="$unpacked/usr/lib/$(uname -m)-linux-gnu"
    [ ! -d "$unpacked" ] || return 0
    shift
    local download package
    download=$(mktemp -d)
    chmod 777 "$download"  # apt downloads as a user of its own
    echo "downloading $* with apt-get into $unpacked, unpacked and not installed"
    (cd "$download" && { apt-get download -qq "$@" >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get download -qq "$@" >/dev/null; }; }) || fail "apt-get cannot download $*"
    mkdir -p "$unpacked.new"
    for package in "$download"/*.deb; do dpkg -x "$package" "$unpacked.new"; done
    rm -rf "$download"
    mv "$unpacked.new" "$unpacked"
}
