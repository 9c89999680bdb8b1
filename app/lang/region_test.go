package lang

import "testing"

func TestRegion(t *testing.T) {
	for locale, want := range map[string]string{
		"es_ES.UTF-8": "ES", "zh_Hant_TW": "TW", "zh-hans-cn": "CN", "de_DE@euro": "DE", "C": "", "POSIX": "", "en": "", "C.UTF-8": "",
	} {
		t.Setenv("LC_ALL", locale)
		if got := Region(); got != want {
			t.Errorf("%s is %q, want %q", locale, got, want)
		}
	}
}
