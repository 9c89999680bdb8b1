package people

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"carebook/app/care"
	"carebook/app/ui/kit/kittest"
)

func TestTheDaysOfTheYearAreWrittenForThePhone(t *testing.T) {
	f := open(t, usual, &care.Person{FullName: "Ana", Dates: []care.Date{{Kind: care.Birthday, Year: 1980, Month: 5, Day: 21}}})
	dir := t.TempDir()
	fyne.CurrentApp().Preferences().SetString("files.folder", dir)
	f.ExportCalendar()
	test.Tap(kittest.Button(t, f.shell.Window().Canvas().Overlays().Top(), "Save"))
	text, err := os.ReadFile(filepath.Join(dir, "birthdays and holidays.ics"))
	if err != nil || !strings.Contains(string(text), "SUMMARY:Ana: birthday\r\n") || !strings.Contains(string(text), "BEGIN:VALARM") {
		t.Errorf("%v, %s", err, text)
	}
	if n := len(f.shell.Said); n != 1 || !strings.HasSuffix(f.shell.Said[0], "occasions written to the calendar.") || len(f.shell.Failed) > 0 {
		t.Errorf("said %q, failed %v", f.shell.Said, f.shell.Failed)
	}
}
