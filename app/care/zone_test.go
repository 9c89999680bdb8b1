package care

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// zoneData is the file of a zone that is so many hours east: the smallest one
// there is, of one type and no change.
func zoneData(hours int, name string) []byte {
	offset := uint32(int32(hours * 3600))
	header := make([]byte, 44)
	copy(header, "TZif")
	header[39], header[43] = 1, byte(len(name)+1) // one type, and its name
	data := append(header, byte(offset>>24), byte(offset>>16), byte(offset>>8), byte(offset), 0, 0)
	return append(append(data, name...), 0)
}

// The pop-up came at nine of the country that the laptop had left.
func TestALaptopThatMovesToAnotherZoneIsFollowed(t *testing.T) {
	if value, set := os.LookupEnv("TZ"); set {
		t.Setenv("TZ", value) // so that it is put back
		os.Unsetenv("TZ")
	}
	dir := t.TempDir()
	for name, hours := range map[string]int{"east": 9, "west": -5} {
		if err := os.WriteFile(filepath.Join(dir, name), zoneData(hours, "XST"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(dir, "localtime")
	move := func(to string) {
		t.Helper()
		_ = os.Remove(link) // none at first
		if to != "" {
			if err := os.Symlink(filepath.Join(dir, to), link); err != nil {
				t.Fatal(err)
			}
		}
	}
	z := zone{path: link}
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	hourAfter := func(pause time.Duration) int {
		now = now.Add(pause)
		return now.In(z.location(now)).Hour()
	}
	move("east")
	if z.location(now) != time.Local {
		t.Error("the zone of the start is not Go's")
	}
	move("west")
	if got := hourAfter(time.Second); z.at != time.Local {
		t.Errorf("looked at once: %d", got)
	}
	if got := hourAfter(zoneEvery); got != 7 {
		t.Errorf("in the west it is %d o'clock", got)
	}
	move("")
	if got := hourAfter(zoneEvery); got != 7 {
		t.Errorf("without a zone it is %d o'clock", got)
	}
	move("east")
	if got := hourAfter(zoneEvery); got != 21 {
		t.Errorf("in the east it is %d o'clock", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "broken"), []byte("no zone"), 0o600); err != nil {
		t.Fatal(err)
	}
	move("broken")
	if got := hourAfter(zoneEvery); got != 21 {
		t.Errorf("with a broken zone it is %d o'clock", got)
	}
	move("west")
	if got := hourAfter(-time.Hour); got != 6 {
		t.Errorf("with the clock set back it is %d o'clock", got)
	}
}
