// Package assets holds the data that is linked into the program: typefaces,
// icons, drawings, translations, greetings and the user's guide. It is data only and imports
// nothing but the means to embed it.
package assets

import "embed"

// What the program calls itself to the desktop. The ID never changes: the
// desktop keeps what belongs to the program under it.
const (
	ID      = "app.carebook.desktop"
	Name    = "Carebook"
	Version = "1.0.0"
)

// The typefaces, unchanged as their licences (beside them) ask.
var (
	//go:embed fonts/SourceSans3_400Regular.ttf
	SansRegular []byte
	//go:embed fonts/SourceSans3_600SemiBold.ttf
	SansSemiBold []byte
	//go:embed fonts/SourceSans3_400Regular_Italic.ttf
	SansItalic []byte
	//go:embed fonts/Literata_600SemiBold.ttf
	Literata []byte
)

// The drawings of our own: the program's icon at the size of a window's (the
// packages take carebook.png), its mark on the rail, and the picture of the
// first start.
var (
	//go:embed icon/carebook-128.png
	Icon []byte
	//go:embed icon/mark.svg
	Mark []byte
	//go:embed icon/first-start.svg
	FirstStart []byte
)

// Icons holds icons/NAME.svg: Phosphor 2.1.1 (MIT, licence beside them) with
// absolute curves and a fill, so that Fyne's SVG reader draws them right.
//
//go:embed icons/*.svg
var Icons embed.FS

// Lang holds lang/LANGUAGE/PART.json, the texts of the program.
//
//go:embed lang
var Lang embed.FS

// Greetings holds greetings/LANGUAGE.json, the words to greet people with.
//
//go:embed greetings/*.json
var Greetings embed.FS

// Guide holds the user's guide: guide/PAGE.md, each in Markdown, and the
// pictures that the pages show, guide/pictures/NAME.png.
//
//go:embed guide
var Guide embed.FS

// Holidays holds holidays/ID.json, the sets of holidays.
//
//go:embed holidays/*.json
var Holidays embed.FS
