package lang

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"carebook/app/care"
	"carebook/assets"
)

// speak uses a language for one test.
func speak(t *testing.T, code string) {
	t.Helper()
	before := Current()
	t.Cleanup(func() { Use(before) })
	Use(code)
}

func TestUse(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "en", "es": "es", "ru": "ru", "zh_CN": "zh_CN", "zh_TW": "zh_TW",
		"es_MX.UTF-8": "es", "ru_RU.KOI8-R": "ru", "es_ES@euro": "es", "ES-es": "es",
		"zh": "zh_CN", "zh-Hans": "zh_CN", "zh_SG": "zh_CN", "zh-Hans-HK": "zh_CN",
		"zh_HK": "zh_TW", "zh-MO": "zh_TW", "zh-Hant": "zh_TW", "zh_TW.UTF-8": "zh_TW", "zh-Hant-CN": "zh_TW",
		"C": "en", "C.UTF-8": "en", "POSIX": "en", "de_DE.UTF-8": "en", "est": "en", "?": "en",
	} {
		speak(t, tag)
		if got := Current(); got != want {
			t.Errorf("Use(%q) speaks %s, want %s", tag, got, want)
		}
	}
}

func TestUseEnvironment(t *testing.T) {
	for _, c := range []struct{ all, messages, lang, want string }{
		{"", "", "es_ES.UTF-8", "es"},
		{"", "ru_RU.UTF-8", "es_ES.UTF-8", "ru"},
		{"zh_TW.UTF-8", "ru_RU.UTF-8", "es_ES.UTF-8", "zh_TW"},
		{"C", "", "es_ES.UTF-8", "en"},
		{"", "", "", "en"},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_MESSAGES", c.messages)
		t.Setenv("LANG", c.lang)
		speak(t, "")
		if got := Current(); got != c.want {
			t.Errorf("LC_ALL=%s LC_MESSAGES=%s LANG=%s speaks %s, want %s", c.all, c.messages, c.lang, got, c.want)
		}
	}
}

// texts gives the texts of a language, by key and plural form ("other" for a
// text without plurals).
func texts(t *testing.T, code string) map[string]map[string]string {
	t.Helper()
	messages, err := read(code)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]map[string]string, len(messages))
	for _, m := range messages {
		if all[m.ID] != nil {
			t.Errorf("%s has the key %s twice", code, m.ID)
		}
		forms := map[string]string{}
		for form, s := range map[string]string{"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other} {
			if s != "" {
				forms[form] = s
			}
		}
		all[m.ID] = forms
	}
	if len(all) == 0 {
		t.Fatalf("%s has no texts", code)
	}
	return all
}

// all are the texts of every language.
func all(t *testing.T) map[string]map[string]map[string]string {
	t.Helper()
	languages := map[string]map[string]map[string]string{}
	for _, l := range Languages() {
		languages[l.Code] = texts(t, l.Code)
	}
	return languages
}

func TestEveryFolderIsALanguage(t *testing.T) {
	folders, err := fs.ReadDir(assets.Lang, "lang")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if !slices.ContainsFunc(Languages(), func(l Language) bool { return l.Code == f.Name() }) {
			t.Errorf("assets/lang/%s is no language of the program", f.Name())
		}
	}
}

func TestLanguagesHaveTheSameTexts(t *testing.T) {
	texts := all(t)
	for code, own := range texts {
		for key := range texts["en"] {
			if own[key] == nil {
				t.Errorf("%s lacks %s", code, key)
			}
		}
		for key := range own {
			if texts["en"][key] == nil {
				t.Errorf("%s has %s, which English lacks", code, key)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`\{\{[^}]*\}\}?`)

// names are the values that a text names, each once.
func names(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestLanguagesNameTheSameValues(t *testing.T) {
	texts := all(t)
	for code, own := range texts {
		for key, forms := range own {
			if texts["en"][key] == nil || strings.HasPrefix(key, "date.") {
				continue // a pattern of dates names the parts that its language shows
			}
			want := names(texts["en"][key]["other"])
			for form, text := range forms {
				got := names(text)
				// "one" may say the number as a word.
				if form == "one" && !slices.Contains(got, "{{.N}}") {
					got = append(got, "{{.N}}")
					slices.Sort(got)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s %s (%s) names %v, English %v", code, key, form, got, want)
				}
			}
		}
	}
}

func TestPlaceholdersAreWellFormed(t *testing.T) {
	plain := regexp.MustCompile(`^\{\{\.[A-Z][A-Za-z]*\}\}$`)
	for code, own := range all(t) {
		for key, forms := range own {
			for form, text := range forms {
				for _, p := range names(text) {
					if !plain.MatchString(p) {
						t.Errorf("%s %s (%s): %s is no value", code, key, form, p)
					}
				}
				if rest := placeholder.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}") {
					t.Errorf("%s %s (%s) has a loose brace: %s", code, key, form, text)
				}
				if strings.TrimSpace(text) == "" {
					t.Errorf("%s %s (%s) is empty", code, key, form)
				}
			}
		}
	}
}

// pluralForms are those that whole numbers take in each language (CLDR 46).
var pluralForms = map[string][]string{
	"en": {"one", "other"}, "es": {"many", "one", "other"}, "ru": {"few", "many", "one", "other"}, "zh_CN": {"other"}, "zh_TW": {"other"},
}

func TestPluralsAreComplete(t *testing.T) {
	texts := all(t)
	for code, own := range texts {
		for key, forms := range own {
			want := []string{"other"}
			if len(texts["en"][key]) > 1 {
				want = pluralForms[code]
			}
			if got := slices.Sorted(maps.Keys(forms)); !slices.Equal(got, want) {
				t.Errorf("%s %s has the forms %v, want %v", code, key, got, want)
			}
		}
	}
}

// The rules of the plural are the chosen language's, whatever the system speaks.
func TestPlurals(t *testing.T) {
	t.Setenv("LANG", "es_ES.UTF-8")
	t.Setenv("LC_ALL", "")
	for code, want := range map[string]map[int]string{
		"ru": {
			0: "0 байт", 1: "1 байт", 2: "2 байта", 5: "5 байт", 11: "11 байт", 12: "12 байт", 21: "21 байт", 22: "22 байта", 101: "101 байт", 111: "111 байт",
			1004: "1\u00a0004 байта",
		},
		"en":    {0: "0 bytes", 1: "1 byte", 2: "2 bytes", 1943: "1,943 bytes"},
		"es":    {0: "0 bytes", 1: "1 byte", 2: "2 bytes", 1000000: "1.000.000 bytes"},
		"zh_CN": {0: "0 字节", 1: "1 字节", 1943: "1,943 字节"},
		"zh_TW": {1: "1 位元組"},
	} {
		speak(t, code)
		for n, text := range want {
			if got := N("size.bytes", n); got != text {
				t.Errorf("%s: %d is %q, want %q", code, n, got, text)
			}
		}
	}
}

func TestTextsWithValues(t *testing.T) {
	speak(t, "en")
	for got, want := range map[string]string{
		T("error.file_missing", Args{"File": "<a & b>.vcf"}): "There is no file <a & b>.vcf. Check its name and folder.",
		T("date.today"): "Today",
		T("error.usage", care.Args{"Detail": "x"}): "x",
		T("no.such.key"):               "no.such.key",
		T("no.such.key", Args{"A": 1}): "no.such.key",
		N("no.such.key", 3):            "no.such.key",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A language may be changed while others read: each text is of one language.
func TestReadingWhileTheLanguageChanges(t *testing.T) {
	speak(t, "en")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 200 {
				if s := T("date.today"); s != "Today" && s != "Hoy" {
					t.Errorf("today is %q", s)
				}
				N("size.bytes", 3)
			}
		})
	}
	for i := range 20 {
		Use([]string{"es", "en"}[i%2])
	}
	wg.Wait()
}

func TestSentence(t *testing.T) {
	speak(t, "en")
	for _, c := range []struct {
		err  error
		want string
	}{
		{nil, ""},
		{&care.Error{Code: care.CodeFileMissing, Args: care.Args{"File": "a.vcf"}}, "There is no file a.vcf. Check its name and folder."},
		{fmt.Errorf("import: %w", &care.Error{Code: care.CodeNothingToUndo}), "There is nothing to undo."},
		{context.Canceled, "Stopped. Nothing was changed."},
		{fmt.Errorf("read: %w", context.Canceled), "Stopped. Nothing was changed."},
		{errors.New("odd"), "Something went wrong inside Carebook (odd). Try it again; if it comes back, the log tells more."},
		{&care.Error{Code: care.CodeInternal, Err: errors.New("odd")}, "Something went wrong inside Carebook (odd). Try it again; if it comes back, the log tells more."},
		{&care.Error{Code: "unheard_of"}, "Something went wrong inside Carebook (unheard_of). Try it again; if it comes back, the log tells more."},
		{
			&care.Error{Code: care.CodeFileTooLarge, Args: care.Args{"File": "a.vcf", "Limit": int64(1 << 30)}},
			"a.vcf is larger than 1 GB, the most that is read. Export the contacts in parts.",
		},
	} {
		if got := Sentence(c.err); got != c.want {
			t.Errorf("Sentence(%v) = %q, want %q", c.err, got, c.want)
		}
	}
}

func TestNumbersAndSizes(t *testing.T) {
	for code, want := range map[string][]string{
		"en":    {"0", "1,943", "-1,234,567", "312 bytes", "1 KB", "1.5 KB", "20 MB", "1 GB", "1.2 GB"},
		"es":    {"0", "1.943", "-1.234.567", "312 bytes", "1 kB", "1,5 kB", "20 MB", "1 GB", "1,2 GB"},
		"ru":    {"0", "1\u00a0943", "-1\u00a0234\u00a0567", "312 байт", "1 КБ", "1,5 КБ", "20 МБ", "1 ГБ", "1,2 ГБ"},
		"zh_CN": {"0", "1,943", "-1,234,567", "312 字节", "1 KB", "1.5 KB", "20 MB", "1 GB", "1.2 GB"},
	} {
		speak(t, code)
		got := []string{
			Number(0), Number(1943), Number(-1234567), Bytes(312), Bytes(1024), Bytes(1536), Bytes(20 << 20), Bytes(1 << 30), Bytes(5 << 28),
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

func TestDays(t *testing.T) {
	const today = care.Day("2026-11-26")
	for code, want := range map[string][]string{
		"en":    {"Thursday, 26 November 2026", "Today", "Tomorrow", "Yesterday", "Thu 12 Nov", "Sun 12 Oct 2025"},
		"es":    {"jueves, 26 de noviembre de 2026", "Hoy", "Mañana", "Ayer", "jue 12 nov.", "dom 12 oct. 2025"},
		"ru":    {"четверг, 26 ноября 2026 г.", "Сегодня", "Завтра", "Вчера", "чт 12 нояб.", "вс 12 окт. 2025"},
		"zh_CN": {"2026年11月26日星期四", "今天", "明天", "昨天", "11月12日 周四", "2025年10月12日 周日"},
		"zh_TW": {"2026年11月26日星期四", "今天", "明天", "昨天", "11月12日 週四", "2025年10月12日 週日"},
	} {
		speak(t, code)
		got := []string{
			Day(today), DayShort(today, today), DayShort("2026-11-27", today), DayShort("2026-11-25", today),
			DayShort("2026-11-12", today), DayShort("2025-10-12", today),
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
		for _, none := range []string{Day(""), DayShort("", today), Day("2026-02-30")} {
			if none != "" {
				t.Errorf("%s: no day is %q", code, none)
			}
		}
	}
}

func TestDates(t *testing.T) {
	dates := []care.Date{
		{Year: 1980, Month: 5, Day: 21},
		{Month: 2, Day: 29},
		{Year: 1980, Month: 3},
		{Month: 3},
		{Year: 1980},
		{Text: "spring"},
		{},
		{Calendar: care.Lunar, Month: 8, Day: 15},
		{Calendar: care.Lunar, Year: 1979, Month: 8, Day: 15},
		{Calendar: care.Lunar, Month: 6, Day: 1, Leap: true},
		{Calendar: care.Lunar, Month: 12},
		{Calendar: care.Lunar, Year: 1979, Month: 12},
	}
	for code, want := range map[string][]string{
		"en": {
			"21 May 1980", "29 February", "March 1980", "March", "1980", "spring", "", "day 15 of lunar month 8", "day 15 of lunar month 8, 1979",
			"day 1 of lunar month 6 (leap)", "lunar month 12", "lunar month 12, 1979",
		},
		"es": {
			"21 de mayo de 1980", "29 de febrero", "marzo de 1980", "marzo", "1980", "spring", "", "día 15 del mes lunar 8", "día 15 del mes lunar 8, 1979",
			"día 1 del mes lunar 6 (intercalar)", "mes lunar 12", "mes lunar 12, 1979",
		},
		"ru": {
			"21 мая 1980 г.", "29 февраля", "март 1980 г.", "март", "1980 г.", "spring", "", "15-й день 8-го лунного месяца", "15-й день 8-го лунного месяца 1979 г.",
			"1-й день 6-го (вставного) лунного месяца", "день 12-го лунного месяца", "день 12-го лунного месяца 1979 г.",
		},
		"zh_CN": {
			"1980年5月21日", "2月29日", "1980年3月", "3月", "1980年", "spring", "", "农历八月十五", "农历1979年八月十五", "农历闰六月初一", "农历腊月", "农历1979年腊月",
		},
		"zh_TW": {
			"1980年5月21日", "2月29日", "1980年3月", "3月", "1980年", "spring", "", "農曆八月十五", "農曆1979年八月十五", "農曆閏六月初一", "農曆臘月", "農曆1979年臘月",
		},
	} {
		speak(t, code)
		for i, d := range dates {
			if got := Date(d); got != want[i] {
				t.Errorf("%s: %+v is %q, want %q", code, d, got, want[i])
			}
		}
	}
}

// The texts that are lists have a word for each of what they count.
func TestListsAreWhole(t *testing.T) {
	for code, own := range all(t) {
		for key, n := range map[string]int{"date.months_alone": 12, "date.weekdays_short": 7, "date.lunar_months": 12, "date.lunar_days": 30} {
			if got := len(strings.Fields(own[key]["other"])); got != n {
				t.Errorf("%s %s has %d words, want %d", code, key, got, n)
			}
		}
	}
}

func TestKindsAndTypes(t *testing.T) {
	speak(t, "en")
	for got, want := range map[string]string{
		PhoneType(care.Mobile):                                       "mobile",
		PhoneType(""):                                                "",
		PhoneType("profile"):                                         "profile",
		DateKind(care.Date{Kind: care.Birthday}):                     "Birthday",
		DateKind(care.Date{Kind: care.Anniversary}):                  "Anniversary",
		DateKind(care.Date{Kind: care.RelativeDate}):                 "Birthday in the family",
		DateKind(care.Date{Kind: care.RelativeDate, Label: "Lucía"}): "Birthday (Lucía)",
		DateKind(care.Date{Kind: care.OtherDate, Label: "Name day"}): "Name day",
		DateKind(care.Date{Kind: care.OtherDate}):                    "Date",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func BenchmarkTexts(b *testing.B) {
	Use("es")
	b.Run("plain", func(b *testing.B) {
		for b.Loop() {
			T("date.today")
		}
	})
	b.Run("values", func(b *testing.B) {
		for b.Loop() {
			T("error.file_missing", Args{"File": "a"})
		}
	})
	b.Run("plural", func(b *testing.B) {
		for b.Loop() {
			N("size.bytes", 5)
		}
	})
	b.Run("day", func(b *testing.B) {
		for b.Loop() {
			DayShort("2026-11-12", "2026-11-26")
		}
	})
	b.Run("use", func(b *testing.B) {
		for b.Loop() {
			Use("es")
		}
	})
}
