#!/bin/sh
# Installs specmill: downloads the archive for this system, compares its SHA-256, tries the program, and moves it in place.
# Leaves nothing behind when one of these fails, and changes no file but the program: PATH is yours.
set -eu

# A release fills in these two.
release_version=""
release_base_url=""

usage() {
  cat <<'END'
Installs specmill into the first of $XDG_BIN_HOME, $XDG_DATA_HOME/../bin and ~/.local/bin.

  --version VERSION    another version than that of this script     SPECMILL_VERSION
  --base-url URL       where the files of the release lie; a         SPECMILL_BASE_URL
                       `{version}` in it stands for the version
  --to FOLDER          another folder                                SPECMILL_INSTALL_DIR
  --target TARGET      another system, such as linux-x64-musl        SPECMILL_TARGET
  --help
END
}

main() {
  version=${SPECMILL_VERSION:-$release_version}
  base_url=${SPECMILL_BASE_URL:-$release_base_url}
  folder=${SPECMILL_INSTALL_DIR:-}
  target=${SPECMILL_TARGET:-}
  while [ $# -gt 0 ]; do
    case $1 in
      --help) usage && exit 0 ;;
      --version | --base-url | --to | --target) [ $# -ge 2 ] || fail "$1 needs a value" ;;
      *) fail "there is no option $1; --help lists them" ;;
    esac
    case $1 in
      --version) version=$2 ;;
      --base-url) base_url=$2 ;;
      --to) folder=$2 ;;
      --target) target=$2 ;;
    esac
    shift 2
  done
  check_request
  [ -n "$target" ] || target=$(system)
  [ -n "$folder" ] || folder=$(default_folder)
  install_binary
  say "installed $("$folder/specmill" --version) as $folder/specmill"
  hint_at_path
}

check_request() {
  [ -n "$version" ] || fail "which version? set SPECMILL_VERSION or give --version"
  case $version in
    *[!0-9A-Za-z.+-]*) fail "\`$version\` is no version" ;;
  esac
  [ -n "$base_url" ] || fail "from where? set SPECMILL_BASE_URL or give --base-url: the folder that holds the files of the release"
  case $base_url in
    https://* | http://127.0.0.1[:/]* | http://localhost[:/]*) ;;
    *) fail "\`$base_url\` is not https: what comes over it could be anything" ;;
  esac
  base_url=$(printf '%s\n' "$base_url" | sed "s/{version}/$version/g; s:/*\$::")
}

# The name of this system in the names of archives.
system() {
  processor=$(uname -m)
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    *) fail "there is no build for $(uname -s); on Windows use install.ps1" ;;
  esac
  case $processor in
    x86_64 | amd64) processor=x64 ;;
    arm64 | aarch64) processor=arm64 ;;
    *) fail "there is no build for the processor $processor" ;;
  esac
  # A shell under Rosetta says x86_64 on an arm64 machine.
  if [ $os = darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then processor=arm64; fi
  if [ $os = linux ] && has_musl; then processor=$processor-musl; fi
  echo "$os-$processor"
}

# Alpine may have a loader of glibc beside its own, and Debian one of musl: `ldd` belongs to the libc of the system.
has_musl() {
  case $(ldd --version 2>&1 || true) in
    *musl*) return 0 ;;
    *GLIBC* | *GNU* | *"Free Software"*) return 1 ;;
  esac
  for loader in /lib/ld-musl-*.so.1; do
    [ -e "$loader" ] && return 0
  done
  return 1
}

default_folder() {
  if [ -n "${XDG_BIN_HOME:-}" ]; then echo "$XDG_BIN_HOME"
  elif [ -n "${XDG_DATA_HOME:-}" ]; then echo "${XDG_DATA_HOME%/}/../bin"
  elif [ -n "${HOME:-}" ]; then echo "$HOME/.local/bin"
  else fail "HOME is not set: give --to FOLDER"
  fi
}

# Everything happens in a folder that is gone at the end, whatever the end is; the last step is one rename.
install_binary() {
  name=specmill-$version-$target
  work=$(mktemp -d "${TMPDIR:-/tmp}/specmill-install.XXXXXX")
  stage=""
  trap 'rm -rf "$work" ${stage:+"$stage"}' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  download "$name.tar.gz.sha256"
  download "$name.tar.gz"
  verify "$name.tar.gz"
  tar -xzf "$work/$name.tar.gz" -C "$work" "$name/specmill" || fail "$name.tar.gz cannot be unpacked"
  [ ! -d "$folder/specmill" ] || fail "$folder/specmill is a folder"
  mkdir -p "$folder"
  # Beside its place, because a rename is only whole inside one file system, and /tmp may forbid to run programs.
  stage=$(mktemp -d "$folder/.specmill-install.XXXXXX")
  cp "$work/$name/specmill" "$stage/specmill"
  chmod 755 "$stage/specmill"
  try_binary
  mv -f "$stage/specmill" "$folder/specmill"
}

# Runs it from the empty folder, where no file can change what it does.
try_binary() {
  said=$(cd "$stage" && ./specmill --version 2>&1) && return
  case $said in
    *libstdc++*) fail "specmill needs libstdc++ to run here; on Alpine: apk add libstdc++" ;;
  esac
  fail "the program for $target does not run here: $(printf '%s\n' "$said" | sed 1q)"
}

download() {
  url=$base_url/$1
  case $url in https:*) protocol="=https" ;; *) protocol="=http,https" ;; esac
  if command -v curl >/dev/null; then
    curl --proto "$protocol" --fail --silent --show-error --location --retry 2 --output "$work/$1" "$url" || fail "cannot download $url"
  elif command -v wget >/dev/null; then
    wget -q -O "$work/$1" "$url" || fail "cannot download $url"
  else
    fail "curl or wget is needed"
  fi
}

verify() {
  expected=$(sed -n "s/^\([0-9a-f]\{64\}\)  $1\$/\1/p" "$work/$1.sha256")
  [ -n "$expected" ] || fail "$base_url/$1.sha256 holds no checksum of $1"
  if command -v sha256sum >/dev/null; then found=$(sha256sum <"$work/$1")
  elif command -v shasum >/dev/null; then found=$(shasum -a 256 <"$work/$1")
  elif command -v openssl >/dev/null; then found=$(openssl dgst -sha256 -r <"$work/$1")
  else fail "sha256sum, shasum or openssl is needed"
  fi
  [ "${found%% *}" = "$expected" ] || fail "$1 is not what its checksum says: nothing was installed
  expected $expected
  found    ${found%% *}"
}

hint_at_path() {
  case :${PATH:-}: in
    *":$folder:"*) ;;
    *) say "$folder is not on your PATH: add this line to the file that your shell reads at its start
  export PATH=\"$folder:\$PATH\"" ;;
  esac
}

say() { printf '%s\n' "$*"; }
fail() {
  printf 'install: %s\n' "$*" >&2
  exit 1
}

# At the end, so that half of a script does nothing.
main "$@"
