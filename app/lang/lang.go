// Package lang says everything that people read in their language: texts and
// plurals from the translation files (assets/lang), numbers, money, days and
// dates in the language's form, and the one sentence for an error. It reads what
// they type in it too: dates, days, amounts, and the line about a contact.
//
// The language is one for the whole program, set by Use at the start. Reading
// is safe from any goroutine. The package imports the domain and the embedded
// files, never the store, a book or the window.
package lang

import (
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"path"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/ru"
	"github.com/go-playground/locales/zh_Hans_CN"
	"github.com/go-playground/locales/zh_Hant_TW"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"carebook/assets"
)

// Args are the values that a text names: {{.Name}} shows Args["Name"].
type Args = map[string]any

// Language is one that the program speaks.
type Language struct {
	// Code is the name of its folder under assets/lang, such as "zh_CN".
	Code string
	// Name is what its speakers call it.
	Name string
}

// spoken are the languages with what formats their numbers and names their
// months. The tag tells go-i18n the rules of the plural.
var spoken = []struct {
	Language
	tag    language.Tag
	format func() locales.Translator
}{
	{Language{"en", "English"}, language.English, en.New},
	{Language{"es", "Español"}, language.Spanish, es.New},
	{Language{"ru", "Русский"}, language.Russian, ru.New},
	{Language{"zh_CN", "简体中文"}, language.SimplifiedChinese, zh_Hans_CN.New},
	{Language{"zh_TW", "繁體中文"}, language.TraditionalChinese, zh_Hant_TW.New},
}

// Languages are those that the program speaks, English first.
func Languages() []Language {
	list := make([]Language, len(spoken))
	for i, l := range spoken {
		list[i] = l.Language
	}
	return list
}

// tongue is a language ready to speak.
type tongue struct {
	code      string
	localizer *i18n.Localizer
	format    locales.Translator
	// plain holds the texts that have neither plural nor values, which are most
	// and need no template.
	plain map[string]string
	// missed are the keys whose absence has been logged.
	missed sync.Map
}

var (
	current atomic.Pointer[tongue]
	// fromEnvironment chooses the language for those who never called Use.
	fromEnvironment = sync.OnceFunc(func() {
		if current.Load() == nil {
			Use("")
		}
	})
)

// Use sets the language by a tag such as "es", "es_MX.UTF-8", "zh-Hant" or
// "zh_HK". "" asks the environment: LC_ALL, else LC_MESSAGES, else LANG, as
// programs do. Any language that the program does not speak, and the locales C
// and POSIX, are English.
func Use(tag string) {
	if tag == "" {
		for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
			if tag = os.Getenv(name); tag != "" {
				break
			}
		}
	}
	current.Store(load(match(tag)))
}

// Current is the code of the language in use.
func Current() string { return now().code }

func now() *tongue {
	if t := current.Load(); t != nil {
		return t
	}
	fromEnvironment()
	return current.Load()
}

// match is the code of the spoken language that a tag asks for.
func match(tag string) string {
	tag, _, _ = strings.Cut(tag, ".") // the encoding
	tag, _, _ = strings.Cut(tag, "@") // the variant
	parts := strings.Split(strings.ToLower(strings.ReplaceAll(tag, "-", "_")), "_")
	if parts[0] == "zh" {
		for _, part := range parts[1:] {
			switch part {
			case "hans":
				return "zh_CN"
			case "hant", "tw", "hk", "mo":
				return "zh_TW"
			}
		}
		return "zh_CN"
	}
	for _, l := range spoken {
		if l.Code == parts[0] {
			return l.Code
		}
	}
	return "en"
}

// load makes a language ready. The files are part of the program and checked by
// its tests; a broken one is logged, and its texts then show as their keys.
func load(code string) *tongue {
	for _, l := range spoken {
		if l.Code != code {
			continue
		}
		messages, err := read(code)
		if err != nil {
			slog.Error("translations cannot be read", "language", code, "error", err)
		}
		bundle := i18n.NewBundle(l.tag)
		if err := bundle.AddMessages(l.tag, messages...); err != nil {
			slog.Error("translations cannot be used", "language", code, "error", err)
		}
		t := &tongue{code: code, localizer: i18n.NewLocalizer(bundle, l.tag.String()), format: l.format(), plain: map[string]string{}}
		for _, m := range messages {
			if m.One == "" && m.Few == "" && m.Many == "" && !strings.Contains(m.Other, "{{") {
				t.plain[m.ID] = m.Other
			}
		}
		return t
	}
	panic("lang: no language " + code) // match gives spoken ones only
}

// read reads all parts of a language's translation.
func read(code string) ([]*i18n.Message, error) {
	folder := path.Join("lang", code)
	files, err := fs.ReadDir(assets.Lang, folder)
	if err != nil {
		return nil, err
	}
	var messages []*i18n.Message
	for _, f := range files {
		b, err := assets.Lang.ReadFile(path.Join(folder, f.Name()))
		if err != nil {
			return messages, err
		}
		// The name given here says the format; the language is the folder's.
		parsed, err := i18n.ParseMessageFileBytes(b, "en.json", nil)
		if err != nil {
			return messages, fmt.Errorf("%s: %w", f.Name(), err)
		}
		messages = append(messages, parsed.Messages...)
	}
	return messages, nil
}

// T is the text of a key, with args in the places that it has for them. A key
// without a text is shown itself and logged once.
func T(key string, args ...Args) string { return now().text(key, args...) }

func (t *tongue) text(key string, args ...Args) string {
	if s, ok := t.plain[key]; ok {
		return s
	}
	return t.say(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: values(args)})
}

// N is the text of a key in the plural form for n. {{.N}} in it is n as the
// language writes it.
func N(key string, n int, args ...Args) string { return now().counted(key, n, Number(n), args) }

// Spelled is N with the number in words, as a sentence has it.
func Spelled(key string, n int, args ...Args) string { return now().counted(key, n, InWords(n), args) }

func (t *tongue) counted(key string, n int, shown string, args []Args) string {
	data := values(args)
	data["N"] = shown
	return t.say(key, &i18n.LocalizeConfig{MessageID: key, TemplateData: data, PluralCount: n})
}

func (t *tongue) say(key string, c *i18n.LocalizeConfig) string {
	s, err := t.localizer.Localize(c)
	if err != nil {
		if _, logged := t.missed.LoadOrStore(key, true); !logged {
			slog.Warn("text cannot be shown", "key", key, "language", t.code, "error", err)
		}
		if s == "" {
			return key
		}
	}
	return s
}

// values are args in one map of our own.
func values(args []Args) Args {
	all := Args{}
	for _, a := range args {
		maps.Copy(all, a)
	}
	return all
}
