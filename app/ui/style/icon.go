package style

import (
	"bytes"
	"fmt"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"carebook/assets"
)

// Glyph names an icon.
type Glyph string

// The icons. Regular everywhere; fill for the active rail item and for Call;
// bold for marks of 16 pixels or less.
const (
	AddressBook     Glyph = "address-book"
	AddressBookFill Glyph = "address-book-fill"
	AndroidLogo     Glyph = "android-logo"
	AppleLogo       Glyph = "apple-logo"
	ArrowLeft       Glyph = "arrow-left"
	ArrowOut        Glyph = "arrow-square-out"
	UndoArrow       Glyph = "arrow-u-up-left"
	RedoArrow       Glyph = "arrow-u-up-right"
	ArrowUp         Glyph = "arrow-up"
	ArrowsMerge     Glyph = "arrows-merge"
	BookOpen        Glyph = "book-open"
	Briefcase       Glyph = "briefcase"
	Cake            Glyph = "cake"
	Calendar        Glyph = "calendar-blank"
	CaretDown       Glyph = "caret-down"
	CaretLeft       Glyph = "caret-left"
	CaretRight      Glyph = "caret-right"
	Chat            Glyph = "chat-circle"
	ChatText        Glyph = "chat-text"
	Check           Glyph = "check"
	CheckCircle     Glyph = "check-circle"
	CheckBold       Glyph = "check-bold"
	CheckSquare     Glyph = "check-square"
	Clock           Glyph = "clock"
	ClockCountdown  Glyph = "clock-countdown"
	ClockBack       Glyph = "clock-counter-clockwise"
	Copy            Glyph = "copy"
	Dots            Glyph = "dots-three"
	Download        Glyph = "download-simple"
	Envelope        Glyph = "envelope-simple"
	Eye             Glyph = "eye"
	EyeSlash        Glyph = "eye-slash"
	Export          Glyph = "export"
	File            Glyph = "file"
	FileCSV         Glyph = "file-csv"
	Flag            Glyph = "flag-banner"
	Folder          Glyph = "folder"
	FolderOpen      Glyph = "folder-open"
	Funnel          Glyph = "funnel"
	Gear            Glyph = "gear-six"
	GearFill        Glyph = "gear-six-fill"
	Gift            Glyph = "gift"
	Globe           Glyph = "globe"
	HandWaving      Glyph = "hand-waving"
	Handshake       Glyph = "handshake"
	Heart           Glyph = "heart"
	Highlighter     Glyph = "highlighter"
	House           Glyph = "house"
	Image           Glyph = "image"
	Link            Glyph = "link"
	List            Glyph = "list"
	ListBullets     Glyph = "list-bullets"
	ListNumbers     Glyph = "list-numbers"
	Magnifier       Glyph = "magnifying-glass"
	MapPin          Glyph = "map-pin"
	Minus           Glyph = "minus"
	OutlookLogo     Glyph = "microsoft-outlook-logo"
	Note            Glyph = "note"
	Paperclip       Glyph = "paperclip"
	Path            Glyph = "path"
	PathFill        Glyph = "path-fill"
	PencilBold      Glyph = "pencil-simple-bold"
	Phone           Glyph = "phone"
	PhoneFill       Glyph = "phone-fill"
	PhoneIncoming   Glyph = "phone-incoming"
	Plus            Glyph = "plus"
	PlusBold        Glyph = "plus-bold"
	Printer         Glyph = "printer"
	Prohibit        Glyph = "prohibit"
	PushPinFill     Glyph = "push-pin-fill"
	QuestionBold    Glyph = "question-bold"
	Quotes          Glyph = "quotes"
	Receipt         Glyph = "receipt"
	ShoppingBag     Glyph = "shopping-bag-open"
	SortArrow       Glyph = "sort-ascending"
	Star            Glyph = "star"
	SunHorizon      Glyph = "sun-horizon"
	SunHorizonFill  Glyph = "sun-horizon-fill"
	Table           Glyph = "table"
	TagLabel        Glyph = "tag"
	TextBold        Glyph = "text-b"
	TextItalic      Glyph = "text-italic"
	TextStrike      Glyph = "text-strikethrough"
	TextUnderline   Glyph = "text-underline"
	Trash           Glyph = "trash"
	User            Glyph = "user"
	UserPlus        Glyph = "user-plus"
	Users           Glyph = "users"
	WarningCircle   Glyph = "warning-circle"
	WarningFill     Glyph = "warning-circle-fill"
	Cross           Glyph = "x"
)

var icons sync.Map // of fyne.Resource, by name

// Icon is an icon in the colour that a token has now. Each is coloured once:
// Fyne's own coloured resources are coloured twice whenever they are shown,
// which took a sixth of the time in which a page is filled.
func Icon(glyph Glyph, token Token) fyne.Resource {
	ink := Color(token)
	r, g, b, _ := ink.RGBA()
	name := fmt.Sprintf("%s-%02x%02x%02x.svg", glyph, r>>8, g>>8, b>>8)
	if known, ok := icons.Load(name); ok {
		return known.(fyne.Resource)
	}
	data, err := canvas.RecolorSVG(glyph.drawing(), ink)
	if err != nil {
		panic("a glyph that is no drawing") // a test walks all of them
	}
	known, _ := icons.LoadOrStore(name, fyne.NewStaticResource(name, data))
	return known.(fyne.Resource)
}

func (g Glyph) drawing() []byte {
	data, err := assets.Icons.ReadFile("icons/" + string(g) + ".svg")
	if err != nil {
		panic("a glyph without a file") // a test walks all of them
	}
	return data
}

// MarkOfCarebook is the open book on the rail.
func MarkOfCarebook() fyne.Resource {
	return fyne.NewStaticResource("mark.svg", assets.Mark)
}

// drawn are the tokens of drawings.
var drawn = []Token{Outline, Card, Ink2, Line2, Accent, Avatar1, Avatar2, Avatar3, Avatar4, Avatar5, Avatar6}

// FirstStartDrawing is the drawing of the first start in the colours that are
// on. It is drawn in the light colours; in the dark each becomes its dark one.
func FirstStartDrawing() fyne.Resource {
	svg, name := assets.FirstStart, "first-start-light.svg"
	if isDark() {
		name = "first-start-dark.svg"
		for _, token := range drawn {
			p := palette[token]
			svg = bytes.ReplaceAll(svg, []byte(hex(p.light)), []byte(hex(p.dark)))
		}
	}
	return fyne.NewStaticResource(name, svg)
}

func isDark() bool {
	return Color(Page) == rgb(palette[Page].dark)
}
