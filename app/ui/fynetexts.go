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

// speakOurLanguage makes Fyne's own widgets speak the program's language. Fyne
// takes its language from the desktop alone: so the words go in under the name
// of the desktop's language, whatever that is. It must be called before the
// app is made.
func speakOurLanguage() {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		// Fyne complains of a locale that is no language.
		if v := os.Getenv(name); v == "C" || v == "POSIX" {
			if err := os.Setenv(name, "en_US.UTF-8"); err != nil {
				slog.Warn("the locale cannot be set", "err", err)
			}
		}
	}
	words, err := json.Marshal(fyneTexts())
	if err == nil {
		err = fynelang.AddTranslationsForLocale(words, fynelang.SystemLocale())
	}
	if err != nil {
		slog.Warn("Fyne's words cannot be translated", "err", err)
	}
}
