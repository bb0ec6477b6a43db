#!/usr/bin/env bash
# What the tests talk to: PostgreSQL, MariaDB, PHP with Eloquent, xmllint, musl, qemu, pre-commit, zsh, fish and mandoc.
# Starts what is installed, installs what is not (Debian packages, as root), and leaves running servers alone. Exits 1 when one of
# them cannot be had.
set -uo pipefail

postgres_answers() { command -v pg_isready >/dev/null && pg_isready -q -h 127.0.0.1 -p 5432; }
mariadb_answers() { command -v mariadb >/dev/null && mariadb -h 127.0.0.1 -P 3306 -u root -e 'SELECT 1' >/dev/null 2>&1; }
php_is_complete() {
  command -v php >/dev/null && [ -f /usr/share/php/Illuminate/Database/autoload.php ] &&
    [ "$(php -m | grep -c -E '^pdo_(mysql|pgsql|sqlite)$')" -eq 3 ]
}

install() {
  command -v apt-get >/dev/null || return 1
  [ "$(id -u)" -eq 0 ] || return 1
  if [ -z "${updated:-}" ]; then apt-get -qq update; updated=1; fi
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends "$@" >/dev/null
}

# Waits up to 30 s for `$1` to succeed.
until_true() {
  for _ in $(seq 60); do "$1" && return 0; sleep 0.5; done
  return 1
}

# The servers of Debian's packages ask for a password or a socket; the tests come over 127.0.0.1 without one.
start_postgres() {
  command -v pg_ctlcluster >/dev/null || install postgresql || return 1
  local version
  version=$(ls /etc/postgresql | sort -V | tail -1) || return 1
  sed -i -E 's/^(host\s+all\s+all\s+(127\.0\.0\.1\/32|::1\/128)\s+)\S+$/\1trust/' "/etc/postgresql/$version/main/pg_hba.conf"
  pg_ctlcluster --skip-systemctl-redirect "$version" main start 2>/dev/null || pg_ctlcluster --skip-systemctl-redirect "$version" main reload
  until_true postgres_answers
}

start_mariadb() {
  command -v mariadbd >/dev/null || install mariadb-server mariadb-client || return 1
  mkdir -p /run/mysqld && chown mysql /run/mysqld
  if ! pgrep -x mariadbd >/dev/null; then
    start-stop-daemon --start --oknodo --background --exec "$(command -v mariadbd)" -- --user=mysql
  fi
  until_true socket_answers || return 1
  mariadb_answers || mariadb -u root -e "ALTER USER root@localhost IDENTIFIED BY ''"
  until_true mariadb_answers
}
socket_answers() { mariadb -u root -e 'SELECT 1' >/dev/null 2>&1; }

failed=0
postgres_answers || start_postgres || { echo "services: no PostgreSQL on 127.0.0.1:5432" >&2; failed=1; }
mariadb_answers || start_mariadb || { echo "services: no MariaDB on 127.0.0.1:3306" >&2; failed=1; }
php_is_complete || install php-cli php-illuminate-database php-pgsql php-mysql php-sqlite3 ||
  { echo "services: no PHP with php-illuminate-database, php-pgsql, php-mysql and php-sqlite3" >&2; failed=1; }
command -v xmllint >/dev/null || install libxml2-utils || { echo "services: no xmllint of libxml2-utils" >&2; failed=1; }
# Completions are tried in the shells themselves, man pages by a strict reader; bash is everywhere.
for_the_prompt() { command -v zsh >/dev/null && command -v fish >/dev/null && command -v mandoc >/dev/null; }
for_the_prompt || install zsh fish mandoc || { echo "services: no zsh, fish or mandoc" >&2; failed=1; }
# Binaries for other systems are run where that is possible: over musl, and on a processor of 2008.
other_systems_run() { [ -e /lib/ld-musl-x86_64.so.1 ] && command -v qemu-x86_64 >/dev/null && command -v g++ >/dev/null; }
other_systems_run || install musl qemu-user g++ ||
  { echo "services: no musl, qemu-user or g++" >&2; failed=1; }
command -v pre-commit >/dev/null || install pre-commit || { echo "services: no pre-commit" >&2; failed=1; }
exit "$failed"
