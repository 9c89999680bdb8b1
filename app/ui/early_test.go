package ui

import (
	"os"
	"testing"
)

func TestFyneForgetsTextsThatAreNoLongerShown(t *testing.T) {
	if got := os.Getenv("FYNE_CACHE"); got != "3s" {
		t.Errorf("the environment that Fyne was loaded with says %q", got)
	}
}
