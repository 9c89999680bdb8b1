package dates_test

import (
	"testing"

	"pgregory.net/rapid"

	"carebook/app/care"
	"carebook/app/exchange/dates"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		in    string
		order dates.Order
		want  string // ISO, the text in quotes, or "" for nothing
	}{
		{"1980-05-21", "", "1980-05-21"},
		{"19800521", "", "1980-05-21"},
		{" 1980-05-21 ", "", "1980-05-21"},
		{"1980-5-1", "", "1980-05-01"},
		{"1980/05/21", "", "1980-05-21"},
		{"1980.05.21", "", "1980-05-21"},
		{"--05-21", "", "--05-21"},
		{" --05-21", "", "--05-21"},
		{"--0521", "", "--05-21"},
		{"--05", "", "--05"},
		{"--02-29", "", "--02-29"},
		{"--02-30", "", `"--02-30"`},
		{"---21", "", `"---21"`},
		{"1980", "", "1980"},
		{"1980-05", "", "1980-05"},
		{"05-21", "", "--05-21"},
		{"21.05.", "", "--05-21"},
		{"5/21", "", "--05-21"},
		{"1/2", "mdy", "--01-02"},
		{"1/2", "dmy", "--02-01"},
		{"1/2", "", `"1/2"`},
		{"1996-04-15T201243+04:00", "", "1996-04-15"},
		{"19531015T231000Z", "", "1953-10-15"},
		{"2016-08-01 00:00:00", "", "2016-08-01"},
		{"1604-02-29", "", "--02-29"},
		{"0001-12-31", "", "--12-31"},
		{"1604", "", "1604"},
		{"1900-01-01", "", `"1900-01-01"`},
		{"01.01.1900", "", `"01.01.1900"`},
		{"1900-01-02", "", "1900-01-02"},
		{"", "", ""},
		{"0/0/00", "", ""},
		{"0.0.00", "", ""},
		{"0000-00-00", "", ""},
		{"00000000", "", ""},
		{"19723101", "", `"19723101"`},
		{"21051980", "dmy", "1980-05-21"},
		{"05211980", "mdy", "1980-05-21"},
		{"5/21/1980", "dmy", "1980-05-21"},
		{"21/5/1980", "mdy", "1980-05-21"},
		{"5/6/1980", "mdy", "1980-05-06"},
		{"5/6/1980", "dmy", "1980-06-05"},
		{"5/6/1980", "", `"5/6/1980"`},
		{"5/5/1980", "", "1980-05-05"},
		{"01.02.99", "mdy", "1999-02-01"},
		{"01.02.26", "", "2026-02-01"},
		{"01.02.27", "", "1927-02-01"},
		{"5/21/80", "mdy", "1980-05-21"},
		{"80/5/21", "", "1980-05-21"},
		{"1981-02-29", "", `"1981-02-29"`},
		{"1980年5月21日", "", "1980-05-21"},
		{"5月21日", "", "--05-21"},
		{"Tue, 22 Dec 2009", "", `"Tue, 22 Dec 2009"`},
		{"circa 1800", "", `"circa 1800"`},
		{"1980-05-21 (perhaps)", "", `"1980-05-21 (perhaps)"`},
		{"123456789012", "", `"123456789012"`},
	} {
		d, found := dates.Parse(test.in, test.order, 2026)
		got := d.ISO()
		switch found {
		case dates.Text, dates.Placeholder:
			got = `"` + d.Text + `"`
		case dates.Nothing:
			got = ""
		}
		if got != test.want {
			t.Errorf("%q (%s): got %s, want %s", test.in, test.order, got, test.want)
		}
	}
}

func TestOrderOf(t *testing.T) {
	for in, want := range map[string]dates.Order{
		"5/21/1980": dates.MDY, "21/5/1980": dates.DMY, "5/6/1980": dates.Unknown, "1980-05-21": dates.YMD, "80/5/21": dates.YMD,
	} {
		if got, numeric := dates.OrderOf(in); got != want || !numeric {
			t.Errorf("%q: got %q %v, want %q", in, got, numeric, want)
		}
	}
	for _, in := range []string{"", "1980", "soon", "May 5"} {
		if _, numeric := dates.OrderOf(in); numeric {
			t.Errorf("%q counts as numbers", in)
		}
	}
}

func TestLunar(t *testing.T) {
	d, found := dates.ParseLunar("1988-06-30", true)
	if want := (care.Date{Year: 1988, Month: 6, Day: 30, Calendar: care.Lunar, Leap: true}); found != dates.Date || d != want {
		t.Errorf("got %+v", d)
	}
	if d, found := dates.ParseLunar("--0230", false); found != dates.Date || d.ISO() != "--02-30" {
		t.Errorf("got %+v", d)
	}
	if d, found := dates.ParseLunar("--0231", false); found != dates.Text || d.Text != "--0231" {
		t.Errorf("got %+v", d)
	}
}

// TestISO holds that every date is read as it is written.
func TestISO(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := care.Date{
			Year: rapid.IntRange(1901, 9999).Draw(t, "year"), Month: rapid.IntRange(1, 12).Draw(t, "month"), Day: rapid.IntRange(1, 28).Draw(t, "day"),
		}
		switch rapid.IntRange(0, 3).Draw(t, "form") {
		case 0:
			d.Year = 0
		case 1:
			d.Day = 0
		case 2:
			d.Month, d.Day = 0, 0
		}
		if got, found := dates.Parse(d.ISO(), dates.Unknown, 2026); found != dates.Date || got != d {
			t.Fatalf("%s became %+v", d.ISO(), got)
		}
	})
}

// FuzzParse holds that whatever is read is a day that exists, or is kept as it
// stands.
func FuzzParse(f *testing.F) {
	f.Add("1980-05-21", "dmy", 2026)
	f.Add("5月1日", "", 0)
	f.Fuzz(func(t *testing.T, s, order string, year int) {
		d, found := dates.Parse(s, dates.Order(order), year%10000)
		switch found {
		case dates.Date:
			if !d.Valid() || d.Text != "" {
				t.Fatalf("%q became %+v", s, d)
			}
		case dates.Nothing:
			if d != (care.Date{}) {
				t.Fatalf("%q became %+v", s, d)
			}
		default:
			if d.Text == "" || d.ISO() != "" {
				t.Fatalf("%q became %+v", s, d)
			}
		}
	})
}
