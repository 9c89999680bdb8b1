package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"carebook/app/care"
	"carebook/app/ui/kit/run"
)

// Screen names a page of the window.
type Screen string

// The screens.
const (
	TodayScreen      Screen = "today"
	PeopleScreen     Screen = "people"
	VisitsScreen     Screen = "visits"
	ImportScreen     Screen = "import"
	DuplicatesScreen Screen = "duplicates"
	NotesScreen      Screen = "notes"
	SettingsScreen   Screen = "settings"
	// StartScreen is the first start, in the place of a book without people.
	StartScreen Screen = "start"
	// GuideScreen is none of the window: it is the user's guide, which opens in
	// the browser and leaves the window where it is.
	GuideScreen Screen = "guide"
)

// The pages of the user's guide, for Route.Page.
const (
	GuideIndex    = "index"
	GuideAndroid  = "android"
	GuideIPhone   = "iphone"
	GuideGoogle   = "google"
	GuideOutlook  = "outlook"
	GuideMorning  = "every-morning"
	GuideVisits   = "visits"
	GuideBackups  = "backups"
	GuideMoving   = "moving"
	GuideWhatsNew = "changes"
)

// The sections of the settings, for Route.Section.
const (
	LookSection      = "look"
	RemindersSection = "reminders"
	CadencesSection  = "cadences"
	VisitsSection    = "visits"
	HolidaysSection  = "holidays"
	GreetingsSection = "greetings"
	SalesSection     = "sales"
	BackupsSection   = "backups"
	MovingSection    = "moving"
	FileSection      = "file"
	AboutSection     = "about"
)

// Route is a place in the window: a screen, and what it shows there.
type Route struct {
	Screen Screen
	// Of people: the key of the person on the right, or 0. Of notes: whose they
	// are.
	Person int64
	// Of people: the tag, the smart list, the organisation or the trash that
	// the list is narrowed to; one of them at most.
	Tag, List    int64
	Organization string
	Trash        bool
	// Of people: whom the list is narrowed to, in place of a list of the book,
	// and what it is called, such as a holiday.
	Filter *care.Filter
	Title  string
	// Of people: the holiday on which those in the list are greeted.
	Holiday *Holiday
	// Of people: the keyboard goes to the line in which a call with the person
	// is written down.
	Log bool
	// Of people: what is searched for; it takes precedence over them. Of notes:
	// what is looked for in the note.
	Query string
	// Of notes: the key of the note that is open, 0 for the first, and whether
	// one is begun instead.
	Note    int64
	NewNote bool
	// Of duplicates: two people to look at side by side; zero is all pairs.
	Pair [2]int64
	// Of import: the files to take in at once. Of the settings for moving: the one from
	// another computer.
	Files []string
	// Of settings: the section that is shown, such as BackupsSection; "" is the one
	// that was shown last. Told is what became of moving the book, which is said
	// beside where it lies.
	Section, Told string
	// Of the guide: which of its pages, such as GuideBackups; "" is the first.
	Page string
}

// OwedList is the key of the list of those who are owed a call.
const OwedList int64 = -1

// Holiday is a holiday of a year, by its reminder's ID.
type Holiday struct {
	ID, Round, Name string
	Day             care.Day
}

// Shell is the window around a screen.
type Shell interface {
	// Open goes to a place.
	Open(Route)
	// Back goes to the place before, if there is one.
	Back()
	// Say shows a sentence at the bottom left for some seconds. With an
	// action it has a link, such as Undo.
	Say(sentence string, action Action)
	// Did says what an action of the change log did, with a link that takes it
	// back; the action 0 changed nothing, and nothing is said.
	Did(sentence string, action int64)
	// Fail says what went wrong.
	Fail(error)
	// Private reports whether figures and notes are hidden while somebody
	// looks at the screen.
	Private() bool
	// Window is the window itself, for dialogs and the clipboard.
	Window() fyne.Window
	// Executor runs work off the window's goroutine.
	Executor() *run.Executor
}

// Action is something a person can choose, by a link or in a menu. The zero
// Action is none.
type Action struct {
	Label string
	Do    func()
}

// Command is something that can be done from the keyboard and the menu.
type Command struct {
	Label string
	// Shortcut is a key with a modifier; Key one without, such as F2.
	Shortcut *desktop.CustomShortcut
	Key      fyne.KeyName
	// Do is what it does. With nil it is a key that the piece with the focus
	// takes itself, and that is told of in the table of keys alone.
	Do func()
	// Off says that there is nothing to do it to now; nil is never.
	Off func() bool
}

// Ctrl is a key together with the one that shortcuts begin with.
func Ctrl(key fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
}

// CtrlShift is a key together with shift and the one that shortcuts begin with.
func CtrlShift(key fyne.KeyName) *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
}

// Commander is a screen with commands of its own.
type Commander interface {
	// Commands are the screen's, in the order of the menu.
	Commands() []Command
}

// KeyTaker is a screen that has a use for keys which no piece of it takes, such
// as Escape.
type KeyTaker interface {
	// TakeKey reports whether the key was of use.
	TakeKey(*fyne.KeyEvent) bool
}

// Subject is a screen on which somebody can be at hand: whoever is open, or on
// whose row the keyboard is.
type Subject interface {
	// AtHand is the key of the person, 0 for nobody.
	AtHand() int64
}
