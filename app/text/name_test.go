package text

import (
	"slices"
	"testing"
)

func TestNameTokens(t *testing.T) {
	for in, want := range map[string][]string{
		"":                  nil,
		"Ferrer, María":     {"ferrer", "maria"},
		"María  FERRER":     {"ferrer", "maria"},
		"O'Brien":           {"obrien"},
		"Jean-Pierre":       {"jean", "pierre"},
		"张 伟":               {"张伟"},
		"张伟":                {"张伟"},
		"张 伟 Wei":           {"wei", "张伟"},
		"Ana Ana":           {"ana"},
		"Ёлкин":             {"елкин"},
		"Łukasz Straße, 3B": {"3b", "lukasz", "strasse"},
	} {
		if got := NameTokens(in); !slices.Equal(got, want) {
			t.Errorf("NameTokens(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNormalEmail(t *testing.T) {
	for in, want := range map[string]string{
		" Ana@Example.COM ": "ana@example.com", "mailto:ana@example.com": "ana@example.com", "ana": "", "": "", "jose\u0301@example.com": "josé@example.com",
	} {
		if got := NormalEmail(in); got != want {
			t.Errorf("NormalEmail(%q) = %q, want %q", in, got, want)
		}
	}
}
