package background

import (
	"context"
	"os"
	"slices"
	"testing"
)

func TestUnwritten(t *testing.T) {
	const maps = `00400000-00403000 r--p 00000000 fe:00 10248387                   /opt/carebook
Size:                 12 kB
Anonymous:             0 kB
VmFlags: rd mr mw me
00403000-0113f000 r-xp 00003000 fe:00 10248387                   /opt/my programs/carebook
Anonymous:             0 kB
0113f000-01140000 r--p 00d3f000 fe:00 10248387                   /opt/carebook
Anonymous:             4 kB
01140000-01141000 rw-p 00d3f000 fe:00 10248387                   /opt/carebook
Anonymous:             0 kB
01141000-01142000 r--s 00000000 fe:00 77                         /home/ana/book.db-shm
Anonymous:             0 kB
c000000000-c000400000 rw-p 00000000 00:00 0 
Anonymous:             0 kB
7ffd518f9000-7ffd518fb000 r-xp 00000000 00:00 0                  [vdso]
Anonymous:             0 kB
`
	want := []span{{0x400000, 0x403000}, {0x403000, 0x113f000}}
	if got := unwritten(maps); !slices.Equal(got, want) {
		t.Errorf("%x, want %x", got, want)
	}
}

// TestGiveBack lets go of the test's own code and goes on.
func TestGiveBack(t *testing.T) {
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Fatal(err)
	}
	if len(unwritten(string(maps))) == 0 {
		t.Error("the program's code is not found in the memory of the process")
	}
	giveBack()
	giveBack()
}

func TestTheTrayIsLookedForOnThisMachineAlone(t *testing.T) {
	for address, want := range map[string]bool{
		"": false, "unix:path=/run/user/1000/bus": true, "unix:abstract=/tmp/dbus-x,guid=7": true,
		"tcp:host=127.0.0.1,port=7": false, "unix:path=/a;tcp:host=b": false, "unix:path=/a;unix:path=/b": true,
		"autolaunch:": false, "unixexec:path=ssh": false,
	} {
		if got := localBus(address); got != want {
			t.Errorf("%q: %v, want %v", address, got, want)
		}
	}
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+t.TempDir()+"/bus")
	if trayThere(context.Background()) {
		t.Error("a bus that is not there has a tray")
	}
}
