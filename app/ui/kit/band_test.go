package kit

import (
	"testing"

	"carebook/app/care"
)

func TestNobodyNewHasATile(t *testing.T) {
	for band, want := range map[care.Band]string{care.BandA: "A", care.BandB: "B", care.BandC: "C", care.BandNew: "", "": ""} {
		if got := BandTile(band); got != want {
			t.Errorf("%q shows %q, want %q", band, got, want)
		}
	}
}
