#!/bin/sh
# Installs Carebook, or removes what it installed: ./install.sh [--remove] [FOLDER]
# FOLDER is /usr/local for root and ~/.local for anybody else. The book and its
# backups are elsewhere and are never touched.
set -eu
umask 022

remove=no
if [ "${1-}" = --remove ]; then
	remove=yes
	shift
fi
if [ $# -gt 1 ]; then
	echo "use: $0 [--remove] [FOLDER]" >&2
	exit 2
fi
if [ "$(id -u)" = 0 ]; then default=/usr/local; else default=$HOME/.local; fi
to=${1:-$default}
case $to in
/*) ;;
*) to=$PWD/$to ;;
esac
from=$(cd "$(dirname "$0")" && pwd)
entry=$to/share/applications/carebook.desktop

cd "$from/usr"
find . -type f | while read -r file; do
	if [ "$remove" = yes ]; then
		rm -f "$to/$file"
	else
		mkdir -p "$to/$(dirname "$file")"
		# A new name first: a program that runs cannot be written over.
		cp "$file" "$to/$file.new"
		mv "$to/$file.new" "$to/$file"
	fi
done
if [ "$remove" = no ]; then
	# The desktop may not look for programs where this one is now.
	program=$to/bin/carebook
	case $program in
	*[!A-Za-z0-9/._@+-]*) echo "Carebook is in $program; the menu finds it where $to/bin is on the PATH." ;;
	*)
		sed "s|^Exec=carebook|Exec=$program|; s|^TryExec=carebook|TryExec=$program|" "$entry" >"$entry.new"
		mv "$entry.new" "$entry"
		;;
	esac
	chmod 755 "$program"
fi
update() {
	if [ -d "$to/share/applications" ] && command -v "$1" >/dev/null 2>&1; then
		"$@" || true # the menu then learns of it at the next login
	fi
}
update update-desktop-database -q "$to/share/applications"
update gtk-update-icon-cache -q -t -f "$to/share/icons/hicolor"
if [ "$remove" = yes ]; then
	# A cache of nothing goes too; folders that others use stay, since they are
	# not empty.
	for cache in "$to/share/applications/mimeinfo.cache" "$to/share/icons/hicolor/icon-theme.cache"; do
		if [ -f "$cache" ] && [ "$(find "$(dirname "$cache")" -type f | wc -l)" = 1 ]; then rm -f "$cache"; fi
	done
	find . -depth -type d | while read -r folder; do
		rmdir "$to/$folder" 2>/dev/null || true
	done
	echo "Carebook was removed from $to."
else
	echo "Carebook is in $to/bin/carebook."
fi
