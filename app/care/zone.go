package care

import (
	"os"
	"sync"
	"time"
)

// zoneFile is where systems with a C library of Unix keep the zone of the
// machine: a link to the zone's file, or that file itself.
const zoneFile = "/etc/localtime"

// zoneEvery is how often the zone is looked at: a laptop that lands in another
// country notices within this time.
const zoneEvery = 10 * time.Second

// zone follows the zone of the machine. Go reads it once in the life of a
// process, and ours wait in the background for weeks. On Windows, and where TZ
// names the zone, it stays what it was at the start.
type zone struct {
	path string
	mu   sync.Mutex
	// looked is when the file was looked at last, seen what it was then.
	looked time.Time
	seen   string
	at     *time.Location
}

var machineZone = zone{path: zoneFile}

// location is the zone at a moment of the machine's clock.
func (z *zone) location(now time.Time) *time.Location {
	if _, fixed := os.LookupEnv("TZ"); fixed {
		return time.Local
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	if z.at == nil {
		z.at, z.seen, z.looked = time.Local, z.state(), now
		return z.at
	}
	// A clock that was set back looks at once.
	if passed := now.Sub(z.looked); passed >= 0 && passed < zoneEvery {
		return z.at
	}
	z.looked = now
	state := z.state()
	if state == z.seen || state == "" {
		return z.at
	}
	data, err := os.ReadFile(z.path)
	if err != nil {
		return z.at // it is being replaced: the next look reads it
	}
	if moved, err := time.LoadLocationFromTZData("Local", data); err == nil {
		z.at, z.seen = moved, state
	}
	return z.at
}

// state is what tells one zone's file from another; "" where there is none.
func (z *zone) state() string {
	target, err := os.Readlink(z.path)
	if err != nil {
		target = ""
	}
	info, err := os.Stat(z.path)
	if err != nil {
		return ""
	}
	return target + info.ModTime().String()
}
