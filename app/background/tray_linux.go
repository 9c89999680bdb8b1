package background

import (
	"context"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/godbus/dbus/v5"
)

// trayPatience is how long the desktop may take to say whether it has a tray.
const trayPatience = 2 * time.Second

// watcher is who knows the trays of a desktop (freedesktop.org,
// StatusNotifierItem).
const (
	watcher     = "org.kde.StatusNotifierWatcher"
	watcherPath = "/StatusNotifierWatcher"
)

// trayThere reports whether something shows tray icons now.
func trayThere(ctx context.Context) bool {
	if !localBus(os.Getenv("DBUS_SESSION_BUS_ADDRESS")) {
		return false
	}
	ctx, cancel := context.WithTimeout(ctx, trayPatience)
	defer cancel()
	conn, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		slog.Debug("there is no session bus", "err", err)
		return false
	}
	defer conn.Close()
	// Asking the name first keeps the bus from starting a service for it.
	var owned bool
	if err := conn.BusObject().CallWithContext(ctx, "org.freedesktop.DBus.NameHasOwner", 0, watcher).Store(&owned); err != nil || !owned {
		return false
	}
	var host dbus.Variant
	err = conn.Object(watcher, watcherPath).CallWithContext(ctx, "org.freedesktop.DBus.Properties.Get", 0, watcher, "IsStatusNotifierHostRegistered").Store(&host)
	if err != nil {
		slog.Debug("the tray does not answer", "err", err)
		return false
	}
	there, ok := host.Value().(bool)
	return ok && there
}

// localBus reports whether every address of a bus is a socket of this machine:
// the program opens no connection of another kind, and starts no bus.
func localBus(addresses string) bool {
	for address := range strings.SplitSeq(addresses, ";") {
		if !strings.HasPrefix(address, "unix:") {
			return false
		}
	}
	return true
}

// trayIcon is the icon as the tray takes it: a PNG as it is.
func trayIcon(png []byte) []byte { return png }
