package text

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// fts understands the expressions of Word.Match as FTS5 with unicode61 does:
// quoted phrases, a * behind the last token, AND and brackets.
type fts struct {
	tokens []string
}

func index(text string) fts { return fts{tokenize(text)} }

// tokenize cuts as unicode61 does: letters, numbers and private use are tokens.
func tokenize(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.Is(unicode.Co, r)
	})
}

func (x fts) matches(t testing.TB, expression string) bool {
	t.Helper()
	expression = strings.TrimSuffix(strings.TrimPrefix(expression, "("), ")")
	for part := range strings.SplitSeq(expression, " AND ") {
		part, prefix := strings.CutSuffix(part, "*")
		if len(part) < 2 || part[0] != '"' || part[len(part)-1] != '"' || strings.Contains(part[1:len(part)-1], `"`) {
			t.Fatalf("%q is not a quoted string", part)
		}
		if !x.phrase(tokenize(part), prefix) {
			return false
		}
	}
	return true
}

func (x fts) phrase(want []string, prefix bool) bool {
	if len(want) == 0 {
		return false
	}
	last := len(want) - 1
	for i := 0; i+last < len(x.tokens); i++ {
		end := x.tokens[i+last]
		if slices.Equal(x.tokens[i:i+last], want[:last]) && (end == want[last] || prefix && strings.HasPrefix(end, want[last])) {
			return true
		}
	}
	return false
}

// entry is a person as the store indexes one.
type entry struct {
	name   string
	others string
	number string
}

func (e entry) found(t testing.TB, query string) bool {
	t.Helper()
	narrow, index := FindText(e.name), index(IndexText(e.name, e.others))
	q := ParseQuery(query)
	for _, w := range q.Words {
		if !strings.Contains(narrow, w.Text) && (w.Match == "" || !index.matches(t, w.Match)) &&
			(w.Digits == "" || !strings.Contains(e.number, w.Digits)) {
			return false
		}
	}
	return len(q.Words) > 0
}

// The people whom the queries of the test below must tell apart.
var probes = map[string]entry{
	"zhang":    {name: "张伟", others: "北京市朝阳区建国路88号"},
	"zeng":     {name: "曾国藩"},
	"shan":     {name: "单雄信"},
	"ouyang":   {name: "欧阳修", others: "喜欢书法和喝酒"},
	"lv":       {name: "吕布"},
	"hasegawa": {name: "長谷川 さくら"},
	"jose":     {name: "José Núñez", others: "cafe\u0301 con leche", number: "34612345678"},
	"nguyen":   {name: "Nguyễn Văn Đức"},
	"lukasz":   {name: "Łukasz Wójcik", others: "Lange Straße 5"},
	"soren":    {name: "Søren O'Brien", others: "Præstø"},
	"ivan":     {name: "Иван Щербаков", number: "79161234567"},
	"elkin":    {name: "Пётр Ёлкин"},
	"dmitri":   {name: "Дмитрий Юрьев"},
	"serhii":   {name: "Сергій Грищенко"},
	"yusuf":    {name: "يوسف العمراني", others: "كازابلانكا"},
	"somchai":  {name: "สมชาย ใจดี", others: "กินข้าวกับลูกค้า"},
	"chulsu":   {name: "김철수"},
	"mei":      {name: "Lin Mei-Ling", number: "442079460000"},
}

func TestFindProbes(t *testing.T) {
	for query, want := range map[string]string{
		// The queries of the trial of tokenizers, and what they must find.
		"zhang wei": "zhang", "zhangwei": "zhang", "zw": "zhang", "张": "zhang", "伟": "zhang", "张伟": "zhang", "wei zhang": "zhang",
		"朝阳": "zhang", "朝阳区": "zhang", "建国路88": "zhang", "建国": "zhang", "朝 阳": "zhang",
		"zeng": "zeng", "zengguo": "zeng", "国藩": "zeng", "cengguofan": "zeng", "shan": "shan", "danxiong": "shan",
		"oyx": "ouyang", "ouyang": "ouyang", "书法": "ouyang", "shufa": "ouyang", "hejiu": "ouyang", "chaoyang": "zhang", "chaoyangqu": "zhang",
		"lv bu": "lv", "lubu": "lv", "lyu": "lv", "lü bu": "lv", "さくら": "hasegawa", "sakura": "hasegawa", "くら": "hasegawa",
		"jose": "jose", "NUÑEZ": "jose", "nunez jose": "jose", "café": "jose", "cafe": "jose", "612": "jose", "+34 612-345": "jose",
		"0034 612 34": "jose", "678": "jose", "jose 5678": "jose",
		"nguyen": "nguyen", "duc": "nguyen", "Đức": "nguyen",
		"lukasz": "lukasz", "wojcik": "lukasz", "strasse": "lukasz", "straße": "lukasz", "ukas": "lukasz",
		"soren": "soren", "brien": "soren", "o'brien": "soren", "obrien": "soren", "O’Brien": "soren", "praesto": "soren",
		"ivan": "ivan", "иван": "ivan", "ИВАН": "ivan", "shcherbakov": "ivan", "scherbakov": "ivan", "8 (916) 123-45-67": "ivan",
		"елкин": "elkin", "ёлкин": "elkin", "elkin": "elkin", "yolkin": "elkin", "petr": "elkin", "pyotr": "elkin",
		"dmitry": "dmitri", "dmitri": "dmitri", "dmitrii": "dmitri", "iurev": "dmitri", "yurev": "dmitri",
		"serhii": "serhii", "sergiy": "serhii", "hryshchenko": "serhii", "grishchenko": "serhii",
		"يوسف": "yusuf", "كازا": "yusuf", "العمرانى": "yusuf",
		"สมชาย": "somchai", "ลูกค้า": "somchai", "ข้าว": "somchai",
		"김": "chulsu", "철수": "chulsu",
		"mei-ling": "mei", "meiling": "mei", "mei ling": "mei", "lin": "mei", "020 7946": "mei", "+44 (0)20 7946": "mei",
	} {
		if e := probes[want]; !e.found(t, query) {
			t.Errorf("%q does not find %s: %q, find %q, index %q", query, e.name, ParseQuery(query).Words, FindText(e.name), IndexText(e.name, e.others))
		}
	}
}

func TestFindLeavesOthersAlone(t *testing.T) {
	for query, name := range map[string]string{
		"阳朝": "zhang", "张三": "zhang", "zhangsan": "zhang", "ivan": "dmitri", "ana": "jose", "999": "jose", "jose 999": "jose", "maria": "ivan",
	} {
		if e := probes[name]; e.found(t, query) {
			t.Errorf("%q finds %s", query, e.name)
		}
	}
}

func TestFindText(t *testing.T) {
	for _, c := range []struct {
		parts []string
		want  string
	}{
		{[]string{"张伟"}, "张伟 zhangwei zw"},
		{[]string{"María Ángeles", "Cocinas Ferrer, S.L.", "ma@example.com"}, "maria angeles cocinas ferrer s l ma example com"},
		{[]string{"", "  ", "Ana"}, "ana"},
		{[]string{"O'Brien"}, "o brien obrien"},
		{[]string{"Иван"}, "иван ivan yvan"},
		{nil, ""},
	} {
		if got := FindText(c.parts...); got != c.want {
			t.Errorf("FindText(%q) = %q, want %q", c.parts, got, c.want)
		}
	}
}

func TestIndexText(t *testing.T) {
	for in, want := range map[string]string{
		"张伟":           "张 伟 zhangwei zw zhang wei",
		"林建国88楼":       "林 建 国 88 楼 linjianguo ljg lin jianguo jian guo lou",
		"さくらTokyo":     "さ く ら tokyo sakuratokyo",
		"O'Brien, 2nd": "o brien 2nd obrien",
		"ก็ดี":         "ก ด kdii",
	} {
		if got := IndexText(in); got != want {
			t.Errorf("IndexText(%q) = %q, want %q", in, got, want)
		}
	}
}

// However many readings the characters of a name have, what is kept is bounded.
func TestPinyinIsBounded(t *testing.T) {
	for _, name := range []string{"单行重乐曾", "单行重乐曾单行", strings.Repeat("单行重乐", 6)} {
		joined, initials := joinedPinyin(syllablesOf([]rune(name)))
		if len(joined) > maxPinyin || len(initials) > maxPinyin || len(joined) == 0 {
			t.Errorf("%s: %d readings and %d initials, at most %d", name, len(joined), len(initials), maxPinyin)
		}
	}
	if n := len(FindText(strings.Repeat("单行重乐", 5000))); n > 8*maxFind {
		t.Errorf("the find text of 20,000 characters has %d bytes", n)
	}
}

func TestParseQuery(t *testing.T) {
	for _, c := range []struct {
		query string
		want  []Word
	}{
		{"", nil},
		{"  \t", nil},
		{`"*()+-:^`, nil},
		{"Ana", []Word{{Text: "ana", Match: `"ana"*`}}},
		{"ana OR pau", []Word{{Text: "ana", Match: `"ana"*`}, {Text: "or", Match: `"or"*`}, {Text: "pau", Match: `"pau"*`}}},
		{`name:"x" NEAR(y)`, []Word{
			{Text: "name", Match: `"name"*`}, {Text: "x", Match: `"x"*`}, {Text: "near", Match: `"near"*`}, {Text: "y", Match: `"y"*`},
		}},
		{"朝阳", []Word{{Text: "朝阳", Match: `"朝 阳"`}}},
		{"建国路88", []Word{{Text: "建国路88", Match: `"建 国 路 88"*`}}},
		{"88号", []Word{{Text: "88号", Match: `"88 号"`}}},
		{"12", []Word{{Text: "12", Match: `"12"*`}}},
		{"612", []Word{{Text: "612", Match: `"612"*`, Digits: "612"}}},
		{"612 345 678", []Word{{Text: "612 345 678", Match: `("612"* AND "345"* AND "678"*)`, Digits: "612345678"}}},
		{"+34 612-345", []Word{{Text: "34 612 345", Match: `("34"* AND "612"* AND "345"*)`, Digits: "34612345"}}},
		{"٦١٢٣", []Word{{Text: "6123", Match: `"6123"*`, Digits: "6123"}}},
		{"ana 612 345", []Word{{Text: "ana", Match: `"ana"*`}, {Text: "612 345", Match: `("612"* AND "345"*)`, Digits: "612345"}}},
		{"612 3b", []Word{{Text: "612", Match: `"612"*`, Digits: "612"}, {Text: "3b", Match: `"3b"*`}}},
		{"3b 612", []Word{{Text: "3b", Match: `"3b"*`}, {Text: "612", Match: `"612"*`, Digits: "612"}}},
		{"1 2", []Word{{Text: "1", Match: `"1"*`}, {Text: "2", Match: `"2"*`}}},
		{"a1234", []Word{{Text: "a1234", Match: `"a1234"*`}}},
		{"ana@example.com", []Word{{Text: "ana", Match: `"ana"*`}, {Text: "example", Match: `"example"*`}, {Text: "com", Match: `"com"*`}}},
	} {
		if got := ParseQuery(c.query).Words; !slices.Equal(got, c.want) {
			t.Errorf("ParseQuery(%q) = %+v, want %+v", c.query, got, c.want)
		}
	}
}

func TestParseQueryIsBounded(t *testing.T) {
	if q := ParseQuery(strings.Repeat("a ", 10000)); len(q.Words) > maxWords {
		t.Errorf("%d words", len(q.Words))
	}
	if q := ParseQuery(strings.Repeat("张", 10000)); len(q.Text) > 4*maxQuery {
		t.Errorf("a word of %d bytes", len(q.Text))
	}
}

// Whoever's texts hold a word is found by the word and by each beginning of
// it, in the index as in the narrow text.
func TestEveryWordIsFoundByItsBeginning(t *testing.T) {
	alphabet := []rune("abzñßłø éÉ'-.,@ 0123 张伟长行さカー한글กิที่ёйЖщїاةىابعהז\u0301\u3099")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom(alphabet)).Draw(t, "text")
		narrow, index := FindText(s), index(IndexText(s))
		for _, w := range ParseQuery(s).Words {
			for i := range w.Text {
				part := w.Text[:i]
				for _, v := range ParseQuery(part).Words {
					inIndex := v.Match != "" && fullFTS(index, v.Match)
					if !inIndex && tokenize(v.Text) != nil {
						t.Fatalf("%q of %q is not in the index %q by %q", part, s, index.tokens, v.Match)
					}
					for group := range strings.FieldsSeq(v.Text) {
						if !strings.Contains(narrow, group) {
							t.Fatalf("%q of %q is not in %q", part, s, narrow)
						}
					}
				}
			}
		}
	})
}

func fullFTS(x fts, expression string) bool {
	return x.matches(&testing.T{}, expression)
}

func FuzzParseQuery(f *testing.F) {
	for _, s := range []string{"", `"`, `a"b`, "612 345", "+", "朝阳 ab", "\xff", "NEAR(a b)", "a*", "ก็", "1\u0301 2", "12 34é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		q := ParseQuery(s)
		for _, w := range q.Words {
			if w.Text == "" {
				t.Fatalf("ParseQuery(%q) has an empty word", s)
			}
			if Digits(w.Digits) != w.Digits {
				t.Fatalf("ParseQuery(%q) has the digits %q", s, w.Digits)
			}
			if w.Match != "" {
				index("").matches(t, w.Match) // fails on anything that is not quoted
			}
		}
		if again := ParseQuery(q.Text); again.Text != q.Text && len(q.Words) < maxWords {
			t.Fatalf("ParseQuery(%q).Text = %q, parsed again %q", s, q.Text, again.Text)
		}
		FindText(s)
		IndexText(s)
	})
}

func BenchmarkFindText(b *testing.B) {
	for name, s := range map[string]string{"latin": "María Ángeles Ferrer", "cyrillic": "Дмитрий Волков", "han": "陈秀英"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				FindText(s, "Cocinas Ferrer", "ferrer@example.com")
			}
		})
	}
}
