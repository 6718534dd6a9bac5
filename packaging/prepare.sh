# Read by ./run and ./test: sets up whatever is missing, and costs nothing when nothing is.
#
#   here      the checkout; set by the caller
#   prepare   LOCK-FILE...   makes .venv hold the packages of the first file; the others are
#                            part of it and count as installed too
#   $python   the interpreter of .venv, afterwards
# shellcheck shell=sh

venv=$here/.venv
python=$venv/bin/python

tell() { printf '%s\n' "$*" >&2; }

give_up() {
    tell "$@"
    exit 5
}

# ------------------------------------------------------------------------- system packages

is_debian() { [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; }

may_install() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        return 1
    fi
}

apt_install() { # packages: true when they are installed afterwards
    tell "Installing system packages / 正在安装系统组件: $*"
    apt_log=$(mktemp)
    if {
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update || true
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 install -y \
            --no-install-recommends "$@"
    } >"$apt_log" 2>&1; then
        rm -f "$apt_log"
        return 0
    fi
    tail -n 20 "$apt_log" >&2
    rm -f "$apt_log"
    return 1
}

# What Qt's wheels expect of the system: library, package that has it.
qt_libraries='
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11.so.6 libx11-6
libX11-xcb.so.1 libx11-xcb1
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
'

missing_qt_packages() {
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || known=
    [ -n "$known" ] || return 0 # not a system we can ask
    printf '%s' "$qt_libraries" | while read -r library package; do
        [ -n "$library" ] || continue
        case $known in
            *"	$library "*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

prepare_qt() { # false when something is still missing
    [ "$(uname -s)" = Linux ] || return 0
    packages=$(missing_qt_packages)
    [ -n "$packages" ] || return 0
    # shellcheck disable=SC2086 # a list of package names
    if is_debian && may_install && apt_install $packages && [ -z "$(missing_qt_packages)" ]; then
        return 0
    fi
    tell "Qt lacks system libraries. Please type / 缺少系统组件，请执行:" \
        "  sudo apt-get install $packages"
    return 1
}

# ------------------------------------------------------------------------------------ Python

is_usable() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
        >/dev/null 2>&1
}

find_python() { # sets $base
    for base in "${HUBIAO_PYTHON:-}" python3.11 python3.12 python3.13 python3 python; do
        [ -n "$base" ] && command -v "$base" >/dev/null 2>&1 && is_usable "$base" && return 0
    done
    return 1
}

need_python() {
    find_python && return 0
    if is_debian && may_install && apt_install python3 python3-venv && find_python; then
        return 0
    fi
    give_up 'Hubiao needs Python 3.11, 3.12 or 3.13. / 需要 Python 3.11、3.12 或 3.13。' \
        'Please type / 请执行:  sudo apt-get install python3 python3-venv'
}

need_venv_module() {
    "$base" -c 'import ensurepip, venv' >/dev/null 2>&1 && return 0
    package=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if is_debian && may_install && apt_install "$package"; then
        return 0
    fi
    give_up "This Python cannot make virtual environments. Please type / 请执行:" \
        " sudo apt-get install $package"
}

make_venv() {
    if [ -x "$python" ] && is_usable "$python" && "$python" -m pip --version >/dev/null 2>&1; then
        return 0 # whole, or whole enough for pip to complete it
    fi
    need_python
    need_venv_module
    rm -rf "$venv"
    "$base" -m venv "$venv" || give_up "Could not make $venv / 无法创建运行环境"
}

install_packages() { # lock file
    tell 'Setting up, once; about a minute. / 首次运行，正在准备，约需一分钟……'
    "$python" -m pip --disable-pip-version-check --no-input -qq install \
        --require-hashes --only-binary :all: --no-deps -r "$here/$1" >&2 ||
        give_up 'Could not fetch the packages: no network? Please try again.' \
            '无法下载组件，请检查网络后重试。'
}

install_program() {
    site=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$here" >"$site/hubiao.pth"
    # shellcheck disable=SC2016 # for the script that is written
    printf '#!/bin/sh\nexec "$(dirname "$0")/python" -P -m desktop "$@"\n' >"$venv/bin/hubiao"
    chmod +x "$venv/bin/hubiao"
}

# ------------------------------------------------------------------------------- what is done

# Each finished set-up leaves a copy of its lock file in .venv, written last; where the checkout
# lies is kept as well, because a moved one must be set up again.
is_prepared() { # lock file
    [ -f "$venv/hubiao-here" ] && read -r was <"$venv/hubiao-here" && [ "$was" = "$here" ] &&
        cmp -s "$here/$1" "$venv/hubiao-$1" && [ -x "$python" ]
}

prepare() {
    is_prepared "$1" && return 0
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$here/.venv-setup"
        flock 9 # a second ./run waits for the first one's set-up
        is_prepared "$1" && exec 9>&- && return 0
    fi
    make_venv
    rm -f "$venv/hubiao-here"
    install_packages "$1"
    install_program
    qt_is_there=yes
    prepare_qt || qt_is_there=
    for lock in "$@"; do cp "$here/$lock" "$venv/hubiao-$lock"; done
    [ -z "$qt_is_there" ] || printf '%s\n' "$here" >"$venv/hubiao-here"
    exec 9>&-
}
