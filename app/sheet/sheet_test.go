package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"carebook/app/doc"
	"carebook/app/lang"
)

// node is an element of a page, read strictly.
type node struct {
	name  string
	attrs map[string]string
	text  string // all text within
	nodes []*node
}

// read reads a page as XML, which is stricter than any browser: everything is
// closed, in its order, and no text opens anything.
func read(t *testing.T, page []byte) *node {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(page))
	root := &node{}
	open := []*node{root}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("the page is not well-formed: %v\n%s", err, page)
		}
		switch token := token.(type) {
		case xml.StartElement:
			n := &node{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				n.attrs[a.Name.Local] = a.Value
			}
			parent := open[len(open)-1]
			parent.nodes = append(parent.nodes, n)
			open = append(open, n)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, n := range open {
				n.text += string(token)
			}
		}
	}
	if len(open) != 1 || len(root.nodes) != 1 || root.nodes[0].name != "html" {
		t.Fatalf("the page is no document of one html element")
	}
	return root.nodes[0]
}

// all are the elements under a node whose name and class are these; "" is any.
func (n *node) all(name, class string) []*node {
	var found []*node
	for _, child := range n.nodes {
		if (name == "" || child.name == name) && (class == "" || slices.Contains(strings.Fields(child.attrs["class"]), class)) {
			found = append(found, child)
		}
		found = append(found, child.all(name, class)...)
	}
	return found
}

// says are the texts of elements, with single spaces.
func says(nodes []*node) []string {
	var texts []string
	for _, n := range nodes {
		texts = append(texts, strings.Join(strings.Fields(n.text), " "))
	}
	return texts
}

type page interface{ Write(io.Writer) error }

func written(t *testing.T, p page) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// evil is what a name must never be able to do on a page.
const evil = `<script>alert("x")</script>'"&<!--]]></style></title><img src=x onerror=y> \ ` + "`"

func someSplit() Split {
	return Split{
		Sentence: "A brings 61 % of the profit and got 14 % of your visits.",
		Heads:    [3]string{"best 20 %", "middle 60 %", "last 20 %"},
		Wanted:   [3]int{20, 60, 20},
		Bars: []Bar{
			{Name: "Customers", Note: "85 people", Shares: [3]int{20, 60, 20}, Figures: [3]string{"17", "51", "17"}},
			{Name: "Profit", Note: "since 26 Nov 2025", Shares: [3]int{61, 36, 3}, Figures: [3]string{"€87,108", "€48,552", "€7,140"}},
			{Name: "Time you want", Shares: [3]int{20, 60, 20}, Figures: [3]string{"4:00", "12:00", "4:00"}},
			{Name: "Time planned", Shares: [3]int{25, 58, 17}, Figures: [3]string{"4:45", "11:00", "3:15"}, Marked: true},
			{Name: "Time spent", Empty: "nothing yet", Marked: true},
		},
	}
}

func somePlan() *Plan {
	return &Plan{
		Head:  Head{Title: "Visits", Subtitle: "30 November to 4 December 2026", Figures: "2 visits, 1:45 of 20:00 h", Printed: "Printed Thursday"},
		Split: someSplit(),
		Days: []Day{
			{Name: "Monday 30 November", Districts: "El Palmar, Sueca", Room: "1:45 of 4:00 h", Visits: []Visit{
				{Time: "9:30", Length: "60 min", Name: "陈秀英", Organization: "翡翠园", Band: "A", Address: "Calle Mayor 3, 46001 València", Phone: "+34 655 55 44 17", Reason: "Complaint of 19 Nov", Late: true},
				{Time: "11:00", Length: "45 min", Name: "يوسف العمراني", Band: "new", Reason: "due", Done: true},
			}},
			{Name: "Tuesday 1 December"},
		},
		LeftOut: []LeftOut{{Name: "Bea Tormo", Band: "C", Reason: "no time left"}},
	}
}

// evilPages are one of each page with what is evil wherever something is given.
func evilPages() map[string]page {
	head := Head{Title: evil, Subtitle: evil, Figures: evil, Printed: evil}
	facts := []Fact{{evil, evil, evil, true}}
	return map[string]page{
		"plan": &Plan{
			Head: head, Split: Split{Sentence: evil, Heads: [3]string{evil, evil, evil}, Bars: []Bar{
				{Name: evil, Note: evil, Shares: [3]int{50, 40, 10}, Figures: [3]string{evil, evil, evil}, Marked: true}, {Name: evil, Empty: evil},
			}},
			Days:    []Day{{evil, evil, evil, []Visit{{evil, evil, evil, evil, evil, evil, evil, evil, true, true, true}}}},
			LeftOut: []LeftOut{{evil, evil, evil}},
		},
		"brief":  &Brief{head, []string{evil}, facts, facts, facts},
		"today":  &Today{head, []Section{{evil, evil, []Item{{evil, evil, evil, evil, evil}}}}},
		"people": &People{head, []Person{{evil, evil, evil, []string{evil, evil}, []string{evil}, evil, evil}}},
	}
}

// knownElements are all that a page is made of.
var knownElements = strings.Fields("html head meta title style body header h1 h2 p section table thead tbody tr th td span b br bdi dl dt dd div svg polygon rect line g text tspan")

func TestWhateverIsGivenIsText(t *testing.T) {
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		for name, p := range evilPages() {
			out := written(t, p)
			root := read(t, out)
			for _, n := range root.all("", "") {
				if !slices.Contains(knownElements, n.name) {
					t.Errorf("%s in %s: there is an element %s", name, l.Code, n.name)
				}
				for attr := range n.attrs {
					if strings.HasPrefix(attr, "on") || attr == "href" || attr == "src" || attr == "style" {
						t.Errorf("%s in %s: %s has %s", name, l.Code, n.name, attr)
					}
				}
			}
			if got := root.all("h1", "")[0].text; got != evil {
				t.Errorf("%s in %s: the title is %q", name, l.Code, got)
			}
			if css := root.all("style", "")[0].text; strings.Contains(css, "<") || strings.Count(css, "{") != strings.Count(css, "}") {
				t.Errorf("%s in %s: the style was broken:\n%s", name, l.Code, css)
			}
		}
	}
	lang.Use("en")
}

// addresses are what would make a page look beyond itself.
var addresses = regexp.MustCompile(`(?i)https?:|url\(|@import|//[a-z]|javascript`)

func TestPagesNeedNothingElse(t *testing.T) {
	pages := map[string]page{"plan": somePlan(), "brief": &Brief{}, "today": &Today{}, "people": &People{}, "note": &Note{Doc: doc.New()}}
	for _, l := range lang.Languages() {
		lang.Use(l.Code)
		for name, p := range pages {
			out := written(t, p)
			if found := addresses.FindString(string(out)); found != "" {
				t.Errorf("%s in %s holds %q", name, l.Code, found)
			}
			root := read(t, out)
			if got, want := root.attrs["lang"], Tongue(l.Code); got != want {
				t.Errorf("%s in %s says that it is in %q, want %q", name, l.Code, got, want)
			}
			if charset := root.all("meta", "")[0].attrs["charset"]; charset != "utf-8" {
				t.Errorf("%s is in %q", name, charset)
			}
			for _, text := range says(root.all("", "")) {
				if strings.Contains(text, "sheet.") || strings.Contains(text, "<no value>") {
					t.Errorf("%s in %s has no word for %q", name, l.Code, text)
				}
			}
			css := root.all("style", "")[0].text
			if !regexp.MustCompile(`@page \{ size: (A4|letter);`).MatchString(css) || !regexp.MustCompile(`content: "[^"]+" counter\(page\) "[^"]+" counter\(pages\) "[^"]*"`).MatchString(css) {
				t.Errorf("%s in %s: neither paper nor page numbers:\n%s", name, l.Code, css[:400])
			}
		}
	}
	lang.Use("en")
}

func TestThePlanSaysEachVisit(t *testing.T) {
	lang.Use("en")
	root := read(t, written(t, somePlan()))
	if got, want := says(root.all("h1", "")), []string{"Visits"}; !slices.Equal(got, want) {
		t.Errorf("title %q", got)
	}
	want := []string{"Monday 30 November El Palmar, Sueca 1:45 of 4:00 h", "Tuesday 1 December", "Left out, and why"}
	if got := says(root.all("h2", "")); !slices.Equal(got, want) {
		t.Errorf("headings %q, want %q", got, want)
	}
	visits := root.all("tbody", "visit")
	want = []string{
		"9:3060 min A 陈秀英翡翠园 +34 655 55 44 17Calle Mayor 3, 46001 València Complaint of 19 Nov Notes",
		"✓ 11:0045 min new يوسف العمراني due Notes",
	}
	if got := says(visits); !slices.Equal(strip(got), strip(want)) {
		t.Errorf("visits\n%q, want\n%q", got, want)
	}
	for i, v := range visits {
		if len(v.all("span", "box")) != 1 || len(v.all("p", "line")) != 1 {
			t.Errorf("visit %d has no box to tick or no line for notes", i)
		}
	}
	if late := says(root.all("td", "late")); !slices.Equal(late, []string{"Complaint of 19 Nov"}) {
		t.Errorf("late is %q", late)
	}
	if bands := root.all("span", "band"); len(bands) != 3 || bands[0].attrs["class"] != "band a" || bands[1].attrs["class"] != "band other" || bands[2].attrs["class"] != "band c" {
		t.Errorf("bands %q", says(bands))
	}
	if empty := says(root.all("p", "nothing")); !slices.Equal(empty, []string{"No visits on this day."}) {
		t.Errorf("an empty day says %q", empty)
	}
	if left := strip(says(root.all("section", "left"))); !slices.Equal(left, []string{"Leftout,andwhyCBeaTormonotimeleft"}) {
		t.Errorf("left out: %q", left)
	}
}

// strip leaves spaces out, which tags stand in for.
func strip(texts []string) []string {
	var all []string
	for _, s := range texts {
		all = append(all, strings.ReplaceAll(s, " ", ""))
	}
	return all
}

func TestThePictureShowsTheSplit(t *testing.T) {
	lang.Use("en")
	root := read(t, written(t, somePlan()))
	svg := root.all("svg", "")[0]
	if label := svg.attrs["aria-label"]; !strings.Contains(label, "Profit: A 61 % B 36 % C 3 %.") {
		t.Errorf("in words the picture is %q", label)
	}
	number := func(n *node, attr string) int {
		v, err := strconv.Atoi(n.attrs[attr])
		if err != nil {
			t.Fatalf("%s of %s: %v", attr, n.name, err)
		}
		return v
	}
	rects := svg.all("rect", "part")
	if len(rects) != 4*3 {
		t.Fatalf("%d parts, want three of each bar with figures", len(rects))
	}
	for i, r := range rects {
		x, wide := number(r, "x"), number(r, "width")
		switch {
		case i%3 == 0 && x != barLeft, i%3 == 2 && x+wide != pictureWidth:
			t.Errorf("part %d is from %d to %d", i, x, x+wide)
		case i%3 > 0 && x != number(rects[i-1], "x")+number(rects[i-1], "width"):
			t.Errorf("part %d leaves a gap", i)
		}
	}
	if got := number(rects[3], "width"); got != cut(61)-barLeft {
		t.Errorf("61 per cent are %d wide", got)
	}
	if ribbons := svg.all("polygon", ""); len(ribbons) != 3*2 {
		t.Errorf("%d ribbons, want A's and B's between four bars", len(ribbons))
	}
	ticks := svg.all("line", "wanted")
	if len(ticks) != 8 || number(ticks[0], "x1") != cut(20) || number(ticks[2], "x1") != cut(80) || number(ticks[0], "y2") != number(rects[9], "y") {
		t.Errorf("%d ticks", len(ticks))
	}
	words := says(svg.all("text", ""))
	for _, want := range []string{"A best 20 %", "C last 20 %", "61 %", "€48,552", "nothing yet", "wanted"} {
		if !slices.Contains(words, want) {
			t.Errorf("the picture does not say %q: %q", want, words)
		}
	}
	if slices.Contains(words, "€7,140") || slices.Contains(words, "3 %") {
		t.Error("a part that is too narrow for words has some")
	}
}

func TestPartsFillTheBar(t *testing.T) {
	for a := 0; a <= 100; a++ {
		for b := 0; a+b <= 100; b++ {
			s := [3]int{a, b, 100 - a - b}
			all := parts(Bar{Shares: s}, 0)
			if all[0].X != barLeft || all[1].X != all[0].X+all[0].Wide || all[2].X != all[1].X+all[1].Wide || all[2].X+all[2].Wide != pictureWidth {
				t.Fatalf("%v is drawn as %+v", s, all)
			}
		}
	}
}

func TestABriefOnPaper(t *testing.T) {
	lang.Use("en")
	root := read(t, written(t, &Brief{
		Head: Head{Title: "María", Subtitle: "Owner"}, Contact: []string{"+34 1 mobile"},
		Two:    []Fact{{"Last price quoted", "Combi oven, €8,450", "12 Nov", false}, {"Open complaint", "Door seal", "by Friday", true}},
		Eight:  []Fact{{"Family", "Clara plays the piano", "", false}},
		Lately: []Fact{{"Visit", "Worried.", "", false}},
	}))
	want := []string{"2 minutes of business", "8 minutes of the person", "Lately", "What was said"}
	if got := says(root.all("h2", "")); !slices.Equal(got, want) {
		t.Errorf("headings %q", got)
	}
	if late := says(root.all("div", "late")); !slices.Equal(late, []string{"Open complaint Door seal by Friday"}) {
		t.Errorf("late is %q", late)
	}
	if lines := root.all("p", "line"); len(lines) != 5 {
		t.Errorf("%d lines to write on", len(lines))
	}
	root = read(t, written(t, &Brief{Head: Head{Title: "X"}}))
	if got := says(root.all("p", "nothing")); len(got) != 1 || !strings.HasPrefix(got[0], "Nothing is known yet.") {
		t.Errorf("of somebody unknown it says %q", got)
	}
}

func TestADayAndAListOnPaper(t *testing.T) {
	lang.Use("en")
	root := read(t, written(t, &Today{Head{Title: "Thursday"}, []Section{
		{"Calls", "3 more", []Item{{"Javier", "A", "31 days", ", every 14", "+34 2"}, {Name: "Bea"}}},
	}}))
	if got, want := strip(says(root.all("tbody", "item"))), []string{"AJavier+34231days,every14", "Bea"}; !slices.Equal(got, want) {
		t.Errorf("items %q, want %q", got, want)
	}
	if got := says(root.all("p", "nothing")); !slices.Equal(got, []string{"3 more"}) {
		t.Errorf("beyond the list: %q", got)
	}
	root = read(t, written(t, &People{Head{Title: "Friends"}, []Person{
		{Name: "Ana", Summary: "Baker", Band: "A", Phones: []string{"1", "2"}, Mails: []string{"a@b"}, Address: "Street 1", Last: "Today"},
	}}))
	if got, want := says(root.all("tbody", "")[0].all("td", "")), []string{"A AnaBaker", "12", "a@b", "Street 1", "Today"}; !slices.Equal(got, want) {
		t.Errorf("row %q, want %q", got, want)
	}
	for _, p := range []page{&Today{}, &People{}} {
		if got := says(read(t, written(t, p)).all("p", "nothing")); len(got) != 1 || got[0] == "" {
			t.Errorf("an empty page says %q", got)
		}
	}
}

func TestNoTextEndsAStringOfTheStyle(t *testing.T) {
	number := regexp.MustCompile(`\\[0-9a-f]{6} `)
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.String().Draw(t, "words")
		inside, ok := strings.CutPrefix(quoted(words), `"`)
		inside, closed := strings.CutSuffix(inside, `"`)
		if rest := number.ReplaceAllString(inside, ""); !ok || !closed || strings.ContainsAny(rest, "\"\\<>\n\r\f") {
			t.Fatalf("%q becomes %q", words, inside)
		}
	})
	if got, want := quoted(`Ana "1" 陈\n`), `"Ana \000022 1\000022  陈\00005c n"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestEveryHeadingIsUsed(t *testing.T) {
	templates, err := files.ReadDir("pages")
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, f := range templates {
		data, err := files.ReadFile("pages/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	lang.Use("en")
	headings := reflect.ValueOf(headings())
	for i := range headings.NumField() {
		name := headings.Type().Field(i).Name
		if headings.Field(i).String() == "" || !strings.Contains(all, "$words."+name+"}}") {
			t.Errorf("the heading %s, %q, stands on no page", name, headings.Field(i))
		}
	}
}

func TestTheFootSaysWhatThereIsRoomFor(t *testing.T) {
	long := strings.Repeat("three birthdays, ", 10)
	for _, c := range []struct{ title, subtitle, want, not string }{
		{"Visits", "next week", "Visits\\00002c  next week", "…"},
		{"Thursday", long, `content: "Thursday"`, "birthdays"},
		{long, "", "birthdays", "birthdays\\00002c \""},
	} {
		css := paperOf(Head{Title: c.title, Subtitle: c.subtitle})
		if !strings.Contains(css, c.want) || strings.Contains(css, c.not) {
			t.Errorf("%q, %q: the foot is in %s", c.title, c.subtitle, css)
		}
	}
}

func TestPaper(t *testing.T) {
	for region, want := range map[string]string{"US": "letter", "CA": "letter", "MX": "letter", "ES": "A4", "CN": "A4", "": "A4"} {
		if got := paper(region); got != want {
			t.Errorf("in %q they print on %s, want %s", region, got, want)
		}
	}
}
