package ui

import (
	"encoding/json"
	"log/slog"
	"os"
	"runtime"

	fynelang "fyne.io/fyne/v2/lang"

	"carebook/app/lang"
)

// fyneTexts are the words that Fyne's own widgets say, under the keys that it
// gives them.
func fyneTexts() map[string]string {
	return map[string]string{
		"Copy":       lang.T("fyne.copy"),
		"Cut":        lang.T("fyne.cut"),
		"Paste":      lang.T("fyne.paste"),
		"Quit":       lang.T("command.quit"),
		"Redo":       lang.T("fyne.redo"),
		"Select all": lang.T("fyne.select_all"),
		"Undo":       lang.T("fyne.undo"),
	}
}

// SystemLanguage is the language of the desktop where the environment does not
// name it, as on Windows and macOS; "" where it does.
func SystemLanguage() string {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return fynelang.SystemLocale().LanguageString()
	}
	return ""
}

// speakOurLanguage makes Fyne speak the program's language and choose the
// signs of that language among the system's fonts. Fyne takes its language from
// the desktop alone. Where the environment names it, the variable LANGUAGE does
// for Fyne (the program itself does not read it, nor after a restart);
// everywhere the words go in under the name of the desktop's language, whatever
// that is. It must be called before the app is made.
func speakOurLanguage() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		// Under these LANGUAGE does not count, and Fyne complains of them.
		if v := os.Getenv(name); v == "C" || v == "POSIX" {
			setEnv(name, "en_US.UTF-8")
		}
	}
	setEnv("LANGUAGE", lang.Current())
	words, err := json.Marshal(fyneTexts())
	if err == nil {
		err = fynelang.AddTranslationsForLocale(words, fynelang.SystemLocale())
	}
	if err != nil {
		slog.Warn("Fyne's words cannot be translated", "err", err)
	}
}

func setEnv(name, value string) {
	if err := os.Setenv(name, value); err != nil {
		slog.Warn("the environment cannot be set", "err", err)
	}
}
