package exchange

import (
	"testing"

	"carebook/app/care"
)

// TestCountUnpacked holds an archive to the limits by what comes out of it,
// whatever its headers say: the library beneath checks these today, but it
// promises nothing.
func TestCountUnpacked(t *testing.T) {
	for _, test := range []struct {
		name    string
		size    int64
		more, n int64
		packed  uint64
		times   int
		want    care.Code
	}{
		{"within all limits", 1 << 20, 1 << 20, 1 << 20, 1 << 10, 1024, ""},
		{"too much together", 1 << 20, 1 << 20, 1 << 20, 1 << 10, 1025, care.CodeArchiveTooLarge},
		{"harmless, however small it was", 1 << 20, 1, 64 << 20, 1, 1, ""},
		{"a bomb", 1 << 20, 1, 64<<20 + 300, 1 << 10, 1, care.CodeArchiveTooLarge},
		{"shrunk well", 1 << 20, 1, 100 << 20, 400 << 10, 1, ""},
		{"a bomb that says it is as large as the disk", 1 << 10, 1, 100 << 20, 1 << 40, 1, care.CodeArchiveTooLarge},
	} {
		a := archive{path: "a.zip", size: test.size}
		var err error
		for range test.times {
			err = a.count(test.more, test.n, test.packed)
		}
		if care.CodeOf(err) != test.want {
			t.Errorf("%s: got %v, want %q", test.name, err, test.want)
		}
	}
}
