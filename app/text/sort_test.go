package text

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"pgregory.net/rapid"
)

func TestOrder(t *testing.T) {
	for lang, want := range map[string]string{
		"en": `"Acme"|Álvaro|Ana|Ångström|🙂 Bea|陈秀英|丁一|Łukasz|林美玲|Ñoño|Nora|Nube|Room 9|Room 10|Zack|曾国藩|张伟|Дмитрий|Елена|Ёлкин|Иван|Йозеф|3M|+34`,
		"es": `"Acme"|Álvaro|Ana|Ångström|🙂 Bea|陈秀英|丁一|Łukasz|林美玲|Nora|Nube|Ñoño|Room 9|Room 10|Zack|曾国藩|张伟|Дмитрий|Елена|Ёлкин|Иван|Йозеф|3M|+34`,
		"ru": `Дмитрий|Елена|Ёлкин|Иван|Йозеф|"Acme"|Álvaro|Ana|Ångström|🙂 Bea|陈秀英|丁一|Łukasz|林美玲|Ñoño|Nora|Nube|Room 9|Room 10|Zack|曾国藩|张伟|3M|+34`,
	} {
		checkOrder(t, lang, strings.Split(want, "|"))
	}
	checkOrder(t, "zh_CN", []string{"Carlos", "曹操", "陈秀英", "Dora", "邓小", "区志", "Sara", "单雄信", "Zack", "曾国藩", "张伟", "Иван", "3M"})
	checkOrder(t, "zh_TW", []string{"Ana", "Zack", "Иван", "丁一", "王大明", "林美玲", "張偉", "陳秀英", "3M"})
}

func checkOrder(t *testing.T, lang string, want []string) {
	t.Helper()
	s := NewSorter(lang)
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortStableFunc(got, func(a, b string) int { return bytes.Compare(s.Key(a), s.Key(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n got %s\nwant %s", lang, strings.Join(got, "|"), strings.Join(want, "|"))
	}
}

// initial is the letter under which a name stands.
func initial(name, lang string) string { return initialOf(sortable(name), lang) }

func TestInitial(t *testing.T) {
	for _, c := range []struct{ name, lang, want string }{
		{"ana", "en", "A"},
		{"Álvaro", "en", "A"},
		{"A\u0301lvaro", "en", "A"},
		{"Ñoño", "es", "Ñ"},
		{"N\u0303oño", "es", "Ñ"},
		{"Ñoño", "en", "N"},
		{"Łukasz", "en", "L"},
		{"Ёлкин", "ru", "Е"},
		{"Йозеф", "ru", "Й"},
		{"иван", "ru", "И"},
		{"张伟", "en", "Z"},
		{"曾国藩", "zh_CN", "Z"},
		{"尉迟恭", "zh_CN", "Y"},
		{"张伟", "zh_TW", "张"},
		{"يوسف", "en", "ي"},
		{"김철수", "en", "ㄱ"},
		{"がく", "en", "が"},
		{"3M", "en", "#"},
		{"+34 612", "en", "#"},
		{"", "en", "#"},
		{"🙂", "en", "#"},
		{"🙂 Bea", "en", "B"},
		{"«Ромашка»", "ru", "Р"},
		{"ßeta", "en", "S"},
	} {
		if got := initial(c.name, c.lang); got != c.want {
			t.Errorf("initial(%q, %q) = %q, want %q", c.name, c.lang, got, c.want)
		}
	}
}

// Names under one initial stand together, whatever the names: a list that
// begins a new section where the initial changes never shows one twice.
func TestSectionsAreWhole(t *testing.T) {
	alphabet := []rune("abcnñzÁéßłØ'\" 3+张伟曾陈一丁ァが한ёЙжяїαωابג🙂")
	rapid.Check(t, func(t *rapid.T) {
		lang := rapid.SampledFrom([]string{"en", "es", "ru", "zh_CN", "zh_TW"}).Draw(t, "lang")
		names := rapid.SliceOf(rapid.StringOfN(rapid.SampledFrom(alphabet), 0, 4, -1)).Draw(t, "names")
		s := NewSorter(lang)
		slices.SortFunc(names, func(a, b string) int { return bytes.Compare(s.Key(a), s.Key(b)) })
		seen, last := map[string]bool{}, ""
		for _, name := range names {
			at := initial(name, lang)
			if at != last && seen[at] {
				t.Fatalf("%s: the section %s comes twice in %q", lang, at, names)
			}
			seen[at], last = true, at
		}
	})
}

// The table of surnames reads them, and the order puts them where they read.
func TestSurnames(t *testing.T) {
	if len(surnames) < 40 {
		t.Errorf("%d surnames, 40 at least", len(surnames))
	}
	common := commonSyllables()
	order := collate.New(language.Chinese)
	for name, reading := range surnames {
		n, got := surname([]rune(name + "国"))
		if n != len([]rune(name)) || strings.Join(got, " ") != reading || len(got) != n {
			t.Errorf("surname(%s) reads %q, want %q", name, got, reading)
		}
		first, _, _ := strings.Cut(reading, " ")
		sound := string([]rune(asRead(name + "国"))[0])
		for syllable, r := range common {
			before := order.CompareString(sound, r) < 0
			if syllable < first && before || syllable > first && !before {
				t.Errorf("%s (%s) is sorted as %s, on the wrong side of %s (%s)", name, first, sound, r, syllable)
				break
			}
		}
	}
	for name := range soundalikes {
		if surnames[name] == "" {
			t.Errorf("%s sounds like another but has no reading", name)
		}
	}
}

// commonSyllables gives a common character for many syllables, whose only
// reading is not in doubt.
func commonSyllables() map[string]string {
	return map[string]string{
		"an": "安", "ba": "八", "bai": "百", "bao": "包", "bei": "北", "bi": "笔", "bo": "波", "bu": "步", "cai": "菜", "cao": "草", "chang": "昌",
		"che": "彻", "chen": "陈", "cheng": "城", "chi": "吃", "chong": "虫", "chun": "春", "cui": "崔", "da": "达", "deng": "邓", "ding": "丁",
		"dong": "东", "du": "独", "fa": "罚", "fan": "饭", "fang": "方", "fei": "飞", "feng": "风", "fu": "福", "gao": "高", "ge": "哥",
		"gong": "工", "gou": "狗", "gu": "古", "guo": "国", "han": "韩", "he": "河", "hong": "红", "hou": "猴", "hu": "湖", "hua": "花",
		"huang": "黄", "ji": "基", "jia": "家", "jiang": "江", "jin": "金", "kan": "看", "kang": "康", "kong": "孔", "kuo": "括", "lai": "来",
		"lan": "兰", "lei": "雷", "li": "李", "liang": "良", "lin": "林", "ling": "零", "liu": "刘", "long": "龙", "lu": "鹿", "luo": "罗",
		"ma": "马", "mao": "毛", "meng": "梦", "mi": "米", "miao": "苗", "mo": "墨", "mu": "木", "na": "拿", "nai": "奶", "nan": "男",
		"nie": "捏", "ning": "柠", "niu": "牛", "ou": "鸥", "pan": "潘", "pang": "旁", "pei": "培", "peng": "朋", "piao": "飘", "ping": "平",
		"po": "坡", "pu": "葡", "qi": "七", "qian": "前", "qin": "勤", "qing": "青", "qiu": "秋", "qu": "趣", "quan": "全",
		"ran": "然", "rao": "饶", "ren": "人", "rong": "荣", "rou": "肉", "ru": "如", "rui": "锐", "sa": "洒", "san": "三", "sha": "杀",
		"shan": "山", "shang": "商", "shao": "烧", "she": "蛇", "shen": "深", "sheng": "生", "shi": "诗", "shu": "书", "si": "四",
		"song": "松", "su": "苏", "sun": "孙", "ta": "塔", "tai": "太", "tan": "谈", "tang": "唐", "tian": "天", "tong": "同", "wan": "晚",
		"wang": "王", "wei": "微", "wen": "文", "wu": "五", "xi": "西", "xia": "夏", "xian": "先", "xiang": "香", "xiao": "小", "xie": "鞋",
		"xin": "心", "xing": "星", "xiong": "熊", "xu": "许", "yan": "烟", "yang": "羊", "yao": "药", "ye": "夜", "yi": "一", "yin": "音",
		"ying": "英", "yong": "永", "you": "有", "yu": "鱼", "yuan": "元", "yue": "月", "yun": "云", "zai": "在", "zeng": "增", "zha": "渣",
		"zhai": "宅", "zhang": "章", "zhao": "找", "zhe": "者", "zhen": "真", "zheng": "正", "zhi": "之", "zhong": "钟", "zhou": "周", "zhu": "猪",
		"zhuang": "庄", "zi": "子", "zong": "宗", "zou": "走", "zu": "租", "zuo": "左",
	}
}

func TestSorterVersionTellsLanguagesApart(t *testing.T) {
	seen := map[string]string{}
	for _, lang := range []string{"en", "es", "ru", "zh_CN", "zh_TW"} {
		v := SorterVersion(lang)
		if seen[v] != "" {
			t.Errorf("%s and %s have the version %s", lang, seen[v], v)
		}
		seen[v] = lang
	}
}

func TestKeyIsTheSameEachTime(t *testing.T) {
	s := NewSorter("es")
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.String().Draw(t, "name")
		key := bytes.Clone(s.Key(name))
		s.Key("Ñoño 12")
		if again := NewSorter("es").Key(name); !bytes.Equal(key, again) || !bytes.Equal(key, s.Key(name)) {
			t.Fatalf("the keys of %q differ", name)
		}
	})
}

func BenchmarkKey(b *testing.B) {
	s := NewSorter("es")
	for name, in := range map[string]string{"latin": "María Ángeles Ferrer", "cyrillic": "Дмитрий Волков", "han": "陈秀英"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Key(in)
			}
		})
	}
}
