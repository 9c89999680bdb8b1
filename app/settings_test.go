package app

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"carebook/app/care"
)

func TestSettingsComeBack(t *testing.T) {
	inHome(t)
	first := DefaultSettings()
	first.FirstStep = FirstLanguage
	if got := LoadSettings(); got != first {
		t.Errorf("first start: %+v", got)
	}
	want := Settings{Language: "zh_CN", Theme: DarkTheme, TextSize: 125, Width: 1280, Height: 800, StayInTray: true, OfferedLogin: true, Notice: true, FirstStep: FirstHour}
	if err := SaveSettings(first, want); err != nil {
		t.Fatal(err)
	}
	if got := LoadSettings(); got != want {
		t.Errorf("read %+v, want %+v", got, want)
	}
	path, err := ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	wantMode(t, path, 0o600)
	wantMode(t, filepath.Dir(path), 0o700)
	wantMode(t, path+windowLock, 0o600)
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 2 {
		t.Errorf("beside the settings and their lock: %v, %v", entries, err)
	}
}

func TestBadSettings(t *testing.T) {
	d := DefaultSettings()
	unread := d
	unread.Unread = true
	for _, c := range []struct {
		name, text string
		want       Settings
		quiet      bool
	}{
		{"empty file", "", unread, false},
		{"cut off", `{"theme":"dark","text_`, unread, false},
		{"no object", `[1]`, unread, false},
		{"one field of a wrong type", `{"theme":"dark","text_size":"large"}`, Settings{Theme: DarkTheme, TextSize: 100, Unread: true}, false},
		{"unknown theme", `{"theme":"pink","text_size":125}`, Settings{Theme: SystemTheme, TextSize: 125}, false},
		{"text too large", `{"theme":"light","text_size":1000}`, Settings{Theme: LightTheme, TextSize: 100}, false},
		{"text too small", `{"text_size":1}`, d, false},
		{"window too small to find", `{"width":2,"height":2}`, d, false},
		{"window larger than any screen", `{"width":1e9,"height":900}`, d, false},
		{"a step of the first start that there is not", `{"first_step":4}`, d, false},
		{"negative", `{"width":-800,"height":600}`, d, false},
		{"a field of a later version", `{"theme":"dark","text_size":100,"colour":"red"}`, Settings{Theme: DarkTheme, TextSize: 100}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			log, stop := startLog(t)
			path, err := ConfigFile()
			if err != nil {
				t.Fatal(err)
			}
			if err := makePrivate(filepath.Dir(path)); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			if got := LoadSettings(); got != c.want {
				t.Errorf("read %+v, want %+v", got, c.want)
			}
			stop()
			text, err := os.ReadFile(log)
			if said := err == nil && strings.Contains(string(text), "setting"); said == c.quiet {
				t.Errorf("the log says %q, %v; want a line: %v", text, err, !c.quiet)
			}
		})
	}
}

func TestSettingsOutOfBoundsAreNotWritten(t *testing.T) {
	inHome(t)
	if err := SaveSettings(DefaultSettings(), Settings{Theme: "pink", TextSize: 7, Width: 1}); err != nil {
		t.Fatal(err)
	}
	if got := LoadSettings(); got != DefaultSettings() {
		t.Errorf("read %+v", got)
	}
}

func TestSettingsThatCannotBeWritten(t *testing.T) {
	inHome(t)
	path, err := ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(path, 0o700); err != nil { // a folder stands in their place
		t.Fatal(err)
	}
	if err := SaveSettings(Settings{}, DefaultSettings()); care.CodeOf(err) != care.CodeWriteFailed {
		t.Errorf("SaveSettings = %v, want the code %s", err, care.CodeWriteFailed)
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 2 {
		t.Errorf("the failed write left %v, %v", entries, err)
	}
}

// Two windows, of two books perhaps, keep what was chosen in them, whichever is closed
// last: it knows nothing of the other's choices.
func TestEachWindowKeepsItsOwnChoices(t *testing.T) {
	inHome(t)
	first := LoadSettings()
	if err := SaveSettings(first, first); err != nil {
		t.Fatal(err)
	}
	locked, larger := first, first
	locked.BackupFolder, locked.BackupPassphrase, locked.FirstStep = "/stick", "seven green doors", 0
	larger.Width, larger.Height, larger.TextSize = 1280, 800, 130
	for _, now := range []Settings{locked, larger} {
		if err := SaveSettings(first, now); err != nil {
			t.Fatal(err)
		}
	}
	want := locked
	want.Width, want.Height, want.TextSize = 1280, 800, 130
	if got := LoadSettings(); got != want {
		t.Errorf("kept %+v, want %+v", got, want)
	}
}

// TestEverySettingIsMerged: a setting added later must not be left out.
func TestEverySettingIsMerged(t *testing.T) {
	var now Settings
	fields := reflect.ValueOf(&now).Elem()
	for i := range fields.NumField() {
		switch f := fields.Field(i); f.Kind() {
		case reflect.String:
			f.SetString("other")
		case reflect.Bool:
			f.SetBool(true)
		case reflect.Int:
			f.SetInt(3)
		case reflect.Float32:
			f.SetFloat(700)
		default:
			t.Fatalf("a setting of kind %v", f.Kind())
		}
	}
	if got := merged(Settings{}, Settings{}, now); got != now {
		t.Errorf("merged %+v, want %+v", got, now)
	}
	if got := merged(now, Settings{}, Settings{}); got != now {
		t.Errorf("what did not change became %+v", got)
	}
}

// Settings that cannot be read are not simply written over.
func TestDamagedSettingsAreKeptBeside(t *testing.T) {
	inHome(t)
	path, err := ConfigFile()
	if err != nil {
		t.Fatal(err)
	}
	if err := makePrivate(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	const damaged = `{"theme":"dark","backup_passphrase":"seven green doors",`
	if err := os.WriteFile(path, []byte(damaged), 0o600); err != nil {
		t.Fatal(err)
	}
	now := LoadSettings()
	if !now.Unread {
		t.Error("nobody is told")
	}
	now.TextSize = 130
	if err := SaveSettings(LoadSettings(), now); err != nil {
		t.Fatal(err)
	}
	now.Unread = false
	if got := LoadSettings(); got != now {
		t.Errorf("read %+v, want %+v", got, now)
	}
	if text, err := os.ReadFile(path + ".damaged"); err != nil || string(text) != damaged {
		t.Errorf("kept %q, %v", text, err)
	}
	wantMode(t, path+".damaged", 0o600)
}
