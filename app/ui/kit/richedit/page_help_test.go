package richedit

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"

	"carebook/app/doc"
	"carebook/app/ui/kit/kittest"
)

const testWidth = 704

// newTestPage lays out a document in the look of the program.
func newTestPage(t *testing.T, d *doc.Document) *page {
	t.Helper()
	kittest.App(t)
	p := newPage(d, nil)
	p.setWidth(testWidth)
	return p
}

func fromHTML(t testing.TB, source string) *doc.Document {
	t.Helper()
	d, err := doc.FromHTML(source)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func shaOf(name string) string {
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}

func pictureBlock(t testing.TB, name string, w, h int, caption string) *doc.Block {
	t.Helper()
	b, err := doc.NewPicture(doc.Picture{SHA: shaOf(name), Width: w, Height: h}, doc.Plain(caption, doc.Style{}))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// note is a document with everything in it.
func note(t testing.TB) *doc.Document {
	d := fromHTML(t, `<p>The old gas range goes at the end of the year. She wants <strong>steam and dry heat in one oven</strong>, ten trays, and it has to pass a door of <strong>92 cm</strong>. Vicent does the measuring.</p>
<p>Her worry is the terrace licence: <mark>no licence, no weddings, no oven.</mark> The council answers on 9 December.</p>
<h2>Promised</h2>
<ul class="checks"><li><input type="checkbox" checked>Send the price of the ten-tray combi: €8,450</li><li><input type="checkbox">A photo of the kitchen in Dénia, <a href="https://marina.example/">Hotel Marina Azul</a></li></ul>
<h2>About her</h2>
<p>Dénia to Formentera in relays in September: <em>“eleven hours, and I was sick for nine.”</em> <u>under</u> <s>gone</s> <strong><em>both</em></strong></p>
<p>The new cook, 陈明, comes from 翡翠园 and knows our ovens well. 😀👨‍👩‍👧 done</p>
<p>厨房的旧煤气灶年底就要换掉了，她想要一台既能蒸又能烤的炉子，“十层烤盘”，而且必须能通过九十二厘米宽的门。维森特负责测量。她担心的是露台的许可证：没有许可证，就没有婚礼。</p>
<blockquote><p>First quote that is said.</p><p>Second quote.</p></blockquote>
<ol><li>one</li><li>two<ol><li>deep</li></ol></li><li>three</li></ol>
<ul><li>bullet<ul><li>deeper<ul><li>deepest</li></ul></li></ul></li></ul>
<hr>
<p>שלום עולם (abc) 12,5 סוף! מה שלומך היום</p>
<p>English with שלום עולם 12 יום and مرحبا بالعالم، نعم (قوس) end.</p>
<h1>翡翠园 Jardín</h1><h3>Small one</h3><p style="white-space:pre-wrap">a	tab	here</p>`)
	var blocks []*doc.Block
	for i, b := range d.Blocks() {
		if i == 2 {
			blocks = append(blocks, pictureBlock(t, "sketch", 292, 206, "Her own sketch: the combi goes by the window"), pictureBlock(t, "bare", 292, 100, ""))
		}
		blocks = append(blocks, b)
	}
	return doc.New(blocks...)
}
