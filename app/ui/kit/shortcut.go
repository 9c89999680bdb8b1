package kit

import (
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/lang"
)

// KeyWords are what stands on a key.
func KeyWords(key fyne.KeyName) string {
	switch key {
	case fyne.KeyLeft:
		return "←"
	case fyne.KeyRight:
		return "→"
	case fyne.KeyDown:
		return "↓"
	case fyne.KeyReturn:
		return lang.T("command.key_enter")
	case fyne.KeyPageUp:
		return lang.T("command.key_page_up")
	case fyne.KeyPageDown:
		return lang.T("command.key_page_down")
	case fyne.KeySpace:
		return lang.T("command.key_space")
	case fyne.KeyDelete:
		return lang.T("command.key_delete")
	}
	return string(key)
}

// ShortcutWords is a shortcut as it stands on keys.
func ShortcutWords(s *desktop.CustomShortcut) string {
	key := KeyWords(s.KeyName)
	mac := runtime.GOOS == "darwin"
	if s.Modifier&fyne.KeyModifierShift != 0 {
		if mac {
			key = "⇧ " + key
		} else {
			key = lang.T("command.with_shift", lang.Args{"Key": key})
		}
	}
	switch {
	case s.Modifier&fyne.KeyModifierAlt != 0 && mac:
		return "⌥ " + key
	case s.Modifier&fyne.KeyModifierAlt != 0:
		return lang.T("command.with_alt", lang.Args{"Key": key})
	case mac:
		return "⌘ " + key
	}
	return lang.T("command.with_ctrl", lang.Args{"Key": key})
}
