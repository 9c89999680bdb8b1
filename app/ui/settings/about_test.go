package settings

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"carebook/app/book"
	"carebook/app/lang"
	"carebook/app/ui/kit/kittest"
)

func TestAboutShowsTheLicences(t *testing.T) {
	f := open(t, wide)
	f.goTo(t, lang.T("settings.section_about"))
	for _, words := range []string{"0.1.0", book.ThisBuild().System} {
		if !f.onScreen(words) {
			t.Errorf("the page does not say %q", words)
		}
	}
	test.Tap(kittest.Button(t, f.Object(), lang.T("about.show_licences")))
	if f.panel == nil || !f.panel.Shown() {
		t.Fatal("no panel is shown")
	}
	seen := ""
	kittest.Walk(f.canvas().Overlays().Top(), func(o fyne.CanvasObject) {
		if said, ok := o.(interface{ Words() string }); ok {
			seen += said.Words() + "\n"
		}
	})
	for _, words := range []string{lang.T("about.licences_title"), "MIT License", "The Carebook authors"} {
		if !strings.Contains(seen, words) {
			t.Errorf("the panel does not say %q:\n%s", words, seen)
		}
	}
	test.Tap(f.panel.Act)
	if f.panel.Shown() {
		t.Error("the panel does not close")
	}
}

func TestInLines(t *testing.T) {
	if got, want := inLines("one two three\n\nlonger\n  four five", 8), []string{"one two", "three", "", "longer", "  four", "five"}; !slices.Equal(got, want) {
		t.Errorf("inLines = %q, want %q", got, want)
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zé —\n]{0,80}`).Draw(t, "text")
		lines := inLines(text, 10)
		for _, line := range lines {
			if n := len([]rune(line)); n > 10 {
				t.Fatalf("%q has %d characters", line, n)
			}
		}
		whole := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := whole(strings.Join(lines, "\n")); got != whole(text) {
			t.Fatalf("%q became %q", text, lines)
		}
	})
}
