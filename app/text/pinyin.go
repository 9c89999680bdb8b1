package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// surnames are the Chinese family names whose reading as a name is not the
// first one that the dictionary gives for their characters.
var surnames = map[string]string{
	"曾": "zeng", "单": "shan", "單": "shan", "仇": "qiu", "解": "xie", "区": "ou", "區": "ou", "朴": "piao", "盖": "ge", "蓋": "ge",
	"查": "zha", "翟": "zhai", "任": "ren", "华": "hua", "華": "hua", "纪": "ji", "紀": "ji", "尹": "yin", "应": "ying", "應": "ying",
	"葛": "ge", "曲": "qu", "乐": "yue", "樂": "yue", "员": "yun", "員": "yun", "缪": "miao", "繆": "miao", "宓": "mi", "秘": "bi",
	"种": "chong", "冼": "xian", "洗": "xian", "覃": "qin", "谌": "chen", "諶": "chen", "折": "she", "黑": "he", "尉": "wei", "召": "shao",
	"句": "gou", "晟": "cheng", "隗": "wei", "郇": "xun", "冯": "feng", "馮": "feng", "贾": "jia", "賈": "jia", "宁": "ning", "寧": "ning",
	"石": "shi", "燕": "yan", "俞": "yu", "车": "che", "車": "che", "薄": "bo", "卜": "bu", "能": "nai", "阚": "kan", "闞": "kan",
	"哈": "ha", "那": "na", "撒": "sa", "繁": "po", "乜": "nie", "幺": "yao", "褶": "zhe", "郗": "xi", "逄": "pang", "芮": "rui",
	"沈": "shen", "瞿": "qu", "柏": "bai", "费": "fei", "費": "fei", "牟": "mu", "适": "kuo", "祭": "zhai", "相": "xiang", "都": "du",
	"欧阳": "ou yang", "歐陽": "ou yang", "尉迟": "yu chi", "尉遲": "yu chi", "万俟": "mo qi", "萬俟": "mo qi", "长孙": "zhang sun",
	"長孫": "zhang sun", "澹台": "tan tai", "澹臺": "tan tai", "单于": "chan yu", "單于": "chan yu", "令狐": "ling hu", "夏侯": "xia hou",
	"诸葛": "zhu ge", "諸葛": "zhu ge", "司徒": "si tu", "司马": "si ma", "司馬": "si ma", "上官": "shang guan", "慕容": "mu rong",
	"皇甫": "huang fu", "宇文": "yu wen", "呼延": "hu yan", "公孙": "gong sun", "公孫": "gong sun", "东方": "dong fang", "東方": "dong fang",
	"濮阳": "pu yang", "濮陽": "pu yang", "淳于": "chun yu", "太史": "tai shi", "申屠": "shen tu", "钟离": "zhong li", "鍾離": "zhong li",
	"乐正": "yue zheng", "樂正": "yue zheng", "公冶": "gong ye", "亓官": "qi guan", "百里": "bai li", "南宫": "nan gong", "南宮": "nan gong",
}

// surname is the family name with which a run of Han begins where its reading
// is told by surnames: its characters and a reading for each.
func surname(run []rune) (chars int, readings []string) {
	for n := min(2, len(run)); n >= 1; n-- {
		if s, ok := surnames[string(run[:n])]; ok {
			return n, strings.Fields(s)
		}
	}
	return 0, nil
}

// tones maps the vowels of pinyin with their tones to the letters that are
// typed for them; ü is v at first.
var tones = map[rune]byte{
	'ā': 'a', 'á': 'a', 'ǎ': 'a', 'à': 'a', 'ē': 'e', 'é': 'e', 'ě': 'e', 'è': 'e', 'ế': 'e', 'ề': 'e', 'ê': 'e',
	'ī': 'i', 'í': 'i', 'ǐ': 'i', 'ì': 'i', 'ō': 'o', 'ó': 'o', 'ǒ': 'o', 'ò': 'o', 'ū': 'u', 'ú': 'u', 'ǔ': 'u', 'ù': 'u',
	'ǖ': 'v', 'ǘ': 'v', 'ǚ': 'v', 'ǜ': 'v', 'ü': 'v', 'ń': 'n', 'ň': 'n', 'ǹ': 'n', 'ḿ': 'm',
}

// readings are the pinyin syllables of a Han character without tones, the
// commonest first; ü is given as it is typed: v, u and yu.
func readings(r rune) []string {
	entry := pinyin.PinyinDict[int(r)]
	if entry == "" {
		return nil
	}
	var list []string
	for syllable := range strings.SplitSeq(entry, ",") {
		b := make([]byte, 0, 8)
		for _, c := range syllable {
			switch plain, ok := tones[c]; {
			case ok:
				b = append(b, plain)
			case c >= 'a' && c <= 'z':
				b = append(b, byte(c))
			}
		}
		s := string(b)
		list = addNew(list, s)
		if strings.Contains(s, "v") {
			list = addNew(list, strings.Replace(s, "v", "u", 1))
			list = addNew(list, strings.Replace(s, "v", "yu", 1))
		}
	}
	return list
}

// maxPinyin bounds the readings that are kept of one run of Han. A run of more
// than maxHanName characters is no name; of it the first reading is enough.
const (
	maxPinyin  = 24
	maxHanName = 6
	// window is how many syllables of a long run are found in one word.
	window = 4
)

// syllablesOf are the readings of each character of a run that has any.
func syllablesOf(run []rune) [][]string {
	chars := make([][]string, 0, len(run))
	n, known := surname(run)
	for i, r := range run {
		list := readings(r)
		if i < n {
			own := []string{known[i]}
			for _, s := range list {
				own = addNew(own, s)
			}
			list = own
		}
		if len(list) > 0 {
			chars = append(chars, list)
		}
	}
	return chars
}

// joinedPinyin gives the readings of a run of Han as a whole (zhangwei) and
// their initials (zw). Where characters have several readings the first
// characters take all theirs before the others do, since people type from the
// front.
func joinedPinyin(chars [][]string) (joined, initials []string) {
	if len(chars) == 0 {
		return nil, nil
	}
	limit := maxPinyin
	if len(chars) > maxHanName {
		limit = 1
	}
	at := make([]int, len(chars))
	var whole, first strings.Builder
	for range limit {
		whole.Reset()
		first.Reset()
		for i, list := range chars {
			whole.WriteString(list[at[i]])
			first.WriteByte(list[at[i]][0])
		}
		joined = addNew(joined, whole.String())
		initials = addNew(initials, first.String())
		i := 0
		for ; i < len(chars); i++ {
			if at[i]++; at[i] < len(chars[i]) {
				break
			}
			at[i] = 0
		}
		if i == len(chars) {
			break
		}
	}
	return joined, initials
}

// innerPinyin gives what a run of Han is found by from the middle: each
// syllable, and from each the first readings of the next few in one word.
func innerPinyin(chars [][]string) []string {
	var list []string
	for i, own := range chars {
		if i > 0 && i+1 < len(chars) {
			var b strings.Builder
			for _, next := range chars[i:min(i+window, len(chars))] {
				b.WriteString(next[0])
			}
			list = addNew(list, b.String())
		}
		for _, s := range own {
			list = addNew(list, s)
		}
	}
	return list
}

// pinyinLetter is the capital under which a Chinese name stands, or 0.
func pinyinLetter(name string) byte {
	run := make([]rune, 0, 2)
	for _, r := range name {
		if run = append(run, r); len(run) == 2 {
			break
		}
	}
	if n, known := surname(run); n > 0 {
		return known[0][0] - 'a' + 'A'
	}
	r, _ := utf8.DecodeRuneInString(name)
	if list := readings(r); len(list) > 0 {
		return list[0][0] - 'a' + 'A'
	}
	return 0
}

// isHan reports whether r is written in Chinese characters.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x2E80 && unicode.Is(unicode.Han, r)
}
