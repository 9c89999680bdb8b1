package lang

import (
	"testing"

	"carebook/app/care"
)

func TestCadencesInWords(t *testing.T) {
	before := Current()
	t.Cleanup(func() { Use(before) })
	for _, test := range []struct {
		language string
		cadence  care.Cadence
		want     string
	}{
		{"en", care.Cadence{}, ""},
		{"en", care.Cadence{Call: 1}, "a call every day"},
		{"en", care.Cadence{Visit: 30}, "a visit every 30 days"},
		{"en", care.Cadence{Call: 14, Visit: care.Never}, "a call every 14 days, no visits"},
		{"en", care.Cadence{Call: care.Never, Visit: 1}, "no calls, a visit every day"},
		{"es", care.Cadence{Call: 14, Visit: care.Never}, "una llamada cada 14 días, sin visitas"},
		{"ru", care.Cadence{Call: 22, Visit: 90}, "звонок раз в 22 дня, визит раз в 90 дней"},
		{"zh_CN", care.Cadence{Call: 14, Visit: care.Never}, "每 14 天通话，不拜访"},
		{"zh_TW", care.Cadence{Call: 14, Visit: care.Never}, "每 14 天通話，不拜訪"},
	} {
		Use(test.language)
		if got := Cadence(test.cadence); got != test.want {
			t.Errorf("%s: %+v is %q, want %q", test.language, test.cadence, got, test.want)
		}
	}
}

func TestThePartsOfACadenceHaveNames(t *testing.T) {
	before := Current()
	t.Cleanup(func() { Use(before) })
	Use("en")
	for name, want := range map[string]string{"cadence": "Rhythm of contact", "cadence.call": "Days between calls", "cadence.visit": "Days between visits"} {
		if got := Field(name); got != want {
			t.Errorf("%s is called %q, want %q", name, got, want)
		}
	}
}
