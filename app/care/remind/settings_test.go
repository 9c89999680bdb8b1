package remind_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/care/remind"
)

func TestParseMinute(t *testing.T) {
	for text, want := range map[string]int{
		"9": 540, "09": 540, "9:00": 540, "09.30": 570, "9.05": 545, "21:05": 1265, "0": 0, "0:00": 0,
		"23:59": 1439, " 9:00 ": 540, "9：30": 570,
	} {
		if got, err := remind.ParseMinute(text); err != nil || got != want {
			t.Errorf("%q: %d, %v, want %d", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", " ", ":", "9:", ":30", "24", "24:00", "25:00", "9:60", "9:5", "9:005", "009:00", "-1", "+9", "9:+5", "9:-5",
		"9 am", "nine", "9:00:00", "9..00", "99999999999999999999", "９", "9\x00",
	} {
		got, err := remind.ParseMinute(text)
		var told *care.Error
		if !errors.As(err, &told) || told.Code != care.CodeBadHour || told.Args["Text"] != text {
			t.Errorf("%q: %d, %v", text, got, err)
		}
	}
}

func TestFormatMinute(t *testing.T) {
	for minute, want := range map[int]string{0: "00:00", 540: "09:00", 545: "09:05", 1439: "23:59"} {
		if got := remind.FormatMinute(minute); got != want {
			t.Errorf("%d: %s, want %s", minute, got, want)
		}
	}
	for minute := range 24 * 60 {
		if got, err := remind.ParseMinute(remind.FormatMinute(minute)); err != nil || got != minute {
			t.Fatalf("%d comes back as %d, %v", minute, got, err)
		}
	}
}

func TestParseLeads(t *testing.T) {
	for text, want := range map[string][]int{
		"7, 1, 0": {7, 1, 0}, "0 1 7": {7, 1, 0}, "1;7;;0": {7, 1, 0}, "3,3, 3": {3}, "0": {0}, "90": {90}, " 014\t2\n": {14, 2},
		"7，1、0": {7, 1, 0}, "7；0": {7, 0}, "7\u30000": {7, 0},
	} {
		if got, err := remind.ParseLeads(text); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %v, %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"", " ", ",", "-1", "a", "400", "91", "7, x", "7.1", "+7", "7-1", "99999999999999999999"} {
		got, err := remind.ParseLeads(text)
		var told *care.Error
		if !errors.As(err, &told) || told.Code != care.CodeBadLeads || told.Args["Text"] != text || told.Args["Most"] != remind.MaxLead {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestDefaultSettings(t *testing.T) {
	s, err := remind.ParseSettings("")
	if err != nil || !reflect.DeepEqual(s, remind.DefaultSettings()) {
		t.Errorf("%+v, %v", s, err)
	}
	const want = `{"minute":540,"leads":{"anniversary":[7,1,0],"birthday":[7,1,0],"holiday":[3,0],"relative":[7,1,0]},` +
		`"calls":5,"visits":3,"brake":7,"march1":false,"quiet":false}`
	if got := s.String(); got != want {
		t.Errorf("%s", got)
	}
	s.Leads[remind.Holiday][0] = 30
	if remind.DefaultSettings().Leads[remind.Holiday][0] != 3 {
		t.Error("a change of some settings changed the default")
	}
}

// Whatever is wrong with some settings, the others are read, and the error names
// what is wrong.
func TestParseSettings(t *testing.T) {
	standard := remind.DefaultSettings
	for _, c := range []struct {
		name, text string
		want       func(*remind.Settings)
		errs       []string
	}{
		{"nothing kept", `{}`, nil, nil},
		{"null", `null`, nil, nil},
		{"of a newer version", `{"brake": 3, "sound": "bell"}`, func(s *remind.Settings) { s.Brake = 3 }, nil},
		{"nothing said", `{"brake": null, "leads": null}`, nil, nil},
		{"no JSON", `{"brake": 3`, nil, []string{"unexpected end"}},
		{"another JSON", `[3]`, nil, []string{"array"}},
		{
			"the least", `{"minute":0,"calls":0,"visits":0,"brake":0,"march1":true,"quiet":true,"leads":{"holiday":[0]}}`,
			func(s *remind.Settings) {
				s.Minute, s.Calls, s.Visits, s.Brake, s.March1, s.Quiet = 0, 0, 0, 0, true, true
				s.Leads[remind.Holiday] = []int{0}
			},
			nil,
		},
		{
			"the most", `{"minute":1439,"calls":50,"visits":50,"brake":90,"leads":{"relative":[90]}}`,
			func(s *remind.Settings) {
				s.Minute, s.Calls, s.Visits, s.Brake = 1439, 50, 50, 90
				s.Leads[remind.Relative] = []int{90}
			},
			nil,
		},
		{
			"out of bounds", `{"minute":1440,"calls":51,"visits":-1,"brake":91,"quiet":true}`,
			func(s *remind.Settings) { s.Quiet = true },
			[]string{"minute: 1440", "calls: 51", "visits: -1", "brake: 91"},
		},
		{
			"not of the kind", `{"minute":"9:00","calls":4.5,"march1":1,"brake":2}`,
			func(s *remind.Settings) { s.Brake = 2 },
			[]string{"minute", "calls", "march1"},
		},
		{
			"leads in disorder", `{"leads":{"birthday":[0,14,0,7]}}`,
			func(s *remind.Settings) { s.Leads[remind.Birthday] = []int{14, 7, 0} },
			nil,
		},
		{
			"wrong leads", `{"leads":{"birthday":[],"anniversary":[-1],"relative":[7,"a"],"holiday":[5,91],"call":[3],"party":[1]}}`,
			nil,
			[]string{"birthday", "anniversary", "relative", "holiday", `"call"`, `"party"`},
		},
		{"leads of no kind", `{"leads":[7,1],"brake":2}`, func(s *remind.Settings) { s.Brake = 2 }, []string{"leads"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := standard()
			if c.want != nil {
				c.want(&want)
			}
			got, err := remind.ParseSettings(c.text)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%+v, want %+v", got, want)
			}
			if (err != nil) != (c.errs != nil) {
				t.Fatalf("error %v", err)
			}
			for _, part := range c.errs {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%v does not tell of %s", err, part)
				}
			}
		})
	}
}

// someSettings draws settings within their bounds.
func someSettings(t *rapid.T) remind.Settings {
	s := remind.Settings{
		Minute: rapid.IntRange(0, 1439).Draw(t, "minute"),
		Leads:  map[remind.Kind][]int{},
		Calls:  rapid.IntRange(0, remind.MaxCap).Draw(t, "calls"),
		Visits: rapid.IntRange(0, remind.MaxCap).Draw(t, "visits"),
		Brake:  rapid.IntRange(0, remind.MaxBrake).Draw(t, "brake"),
		March1: rapid.Bool().Draw(t, "march1"),
		Quiet:  rapid.Bool().Draw(t, "quiet"),
	}
	lead := rapid.OneOf(rapid.IntRange(0, 8), rapid.IntRange(0, remind.MaxLead))
	for _, k := range remind.Kinds() {
		if !k.Occasion() {
			continue
		}
		list := rapid.SliceOfNDistinct(lead, 1, 4, rapid.ID[int]).Draw(t, "leads")
		slices.Sort(list)
		slices.Reverse(list)
		s.Leads[k] = list
	}
	return s
}

func TestSettingsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := someSettings(t)
		if got, err := remind.ParseSettings(s.String()); err != nil || !reflect.DeepEqual(got, s) {
			t.Fatalf("%+v comes back as %+v, %v", s, got, err)
		}
	})
}

func FuzzParseMinute(f *testing.F) {
	for _, text := range []string{"9", "9:00", "09.30", "21:05", "25:00", "9:60", "", "9：30"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		minute, err := remind.ParseMinute(text)
		if err != nil {
			if care.CodeOf(err) != care.CodeBadHour {
				t.Fatalf("%v", err)
			}
			return
		}
		if minute < 0 || minute > 1439 {
			t.Fatalf("%q is minute %d", text, minute)
		}
		if again, err := remind.ParseMinute(remind.FormatMinute(minute)); err != nil || again != minute {
			t.Fatalf("%q is %d, which comes back as %d, %v", text, minute, again, err)
		}
	})
}

func FuzzParseLeads(f *testing.F) {
	for _, text := range []string{"7, 1, 0", "3;0", "-1", "a", "400", "", "7，1、0"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		leads, err := remind.ParseLeads(text)
		if err != nil {
			if care.CodeOf(err) != care.CodeBadLeads || leads != nil {
				t.Fatalf("%v, %v", leads, err)
			}
			return
		}
		checkLeads(t, leads)
	})
}

// checkLeads fails where leads are not descending, each once, in bounds.
func checkLeads(t *testing.T, leads []int) {
	t.Helper()
	if len(leads) == 0 || leads[0] > remind.MaxLead || leads[len(leads)-1] < 0 {
		t.Fatalf("leads %v", leads)
	}
	for i := 1; i < len(leads); i++ {
		if leads[i] >= leads[i-1] {
			t.Fatalf("leads %v", leads)
		}
	}
}

func FuzzParseSettings(f *testing.F) {
	f.Add(remind.DefaultSettings().String())
	for _, text := range []string{"", "{}", "null", `{"minute":1440}`, `{"leads":{"birthday":[1,7]}}`, `{"leads":{"call":[1]},"brake":-1}`, "["} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := remind.ParseSettings(text)
		if s.Minute < 0 || s.Minute > 1439 || s.Calls < 0 || s.Calls > remind.MaxCap || s.Visits < 0 || s.Visits > remind.MaxCap ||
			s.Brake < 0 || s.Brake > remind.MaxBrake {
			t.Fatalf("%q: %+v, %v", text, s, err)
		}
		for _, k := range remind.Kinds() {
			if k.Occasion() {
				checkLeads(t, s.Leads[k])
			} else if s.Leads[k] != nil {
				t.Fatalf("%q: leads of a %s", text, k)
			}
		}
		if again, err := remind.ParseSettings(s.String()); err != nil || !reflect.DeepEqual(again, s) {
			t.Fatalf("%q: %+v comes back as %+v, %v", text, s, again, err)
		}
	})
}
