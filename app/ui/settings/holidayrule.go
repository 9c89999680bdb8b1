package settings

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// ruleKind is a way to say when a holiday of one's own falls.
type ruleKind int

// The ways, in the order of the menu.
const (
	onDate ruleKind = iota
	onWeekday
	byEaster
	onLunar
	onIslamic
	byText
)

// lastNth is the place of "last" among which of the weekdays is meant.
const lastNth = 5

// ruleParts are the parts of a rule as they are asked for: what the kind does
// not ask for is passed over. Words are as they were typed.
type ruleParts struct {
	kind ruleKind
	// day is the day of a month; month is 0 for January.
	day   string
	month int
	// nth is 0 for the first, lastNth for the last; weekday 0 for Sunday.
	nth, weekday int
	// days are before or after Easter, of the western churches or the Orthodox.
	days     string
	after    bool
	orthodox bool
	text     string
}

// weekdayCodes are the weekdays in rules, in the order of time.Weekday.
var weekdayCodes = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// rule is the text that calendar.ParseRule reads. It may be of no rule, where a
// part is wrong.
func (p ruleParts) rule() string {
	day := fmt.Sprintf("%02d-%s", p.month+1, strings.TrimSpace(p.day))
	switch p.kind {
	case onDate:
		return day
	case onWeekday:
		nth := strconv.Itoa(p.nth + 1)
		if p.nth == lastNth {
			nth = "last"
		}
		return fmt.Sprintf("%s %s %d", weekdayCodes[p.weekday], nth, p.month+1)
	case byEaster:
		return p.easter()
	case onLunar:
		return "lunar " + day
	case onIslamic:
		return "islamic " + day
	}
	return strings.TrimSpace(p.text)
}

// easter is a number of days before or after Easter.
func (p ruleParts) easter() string {
	rule, sign := "easter", " -"
	if p.orthodox {
		rule = "orthodox"
	}
	if p.after {
		sign = " +"
	}
	switch days := strings.TrimSpace(p.days); days {
	case "", "0":
		return rule
	default:
		return rule + sign + days
	}
}

// The rules that the form has parts for, as Rule.String writes them.
var (
	dateRule    = regexp.MustCompile(`^(lunar |islamic |)(\d\d)-(\d\d)$`)
	weekdayRule = regexp.MustCompile(`^(sun|mon|tue|wed|thu|fri|sat) ([1-5]|last) (\d+)$`)
	easterRule  = regexp.MustCompile(`^(easter|orthodox)(?: ([-+])(\d+))?$`)
)

// partsOf takes a rule apart; one that the form has no parts for is its text.
func partsOf(rule string) ruleParts {
	number := func(digits string) int {
		n, _ := strconv.Atoi(digits) // the patterns let digits alone through
		return n
	}
	if m := dateRule.FindStringSubmatch(rule); m != nil {
		kind := map[string]ruleKind{"": onDate, "lunar ": onLunar, "islamic ": onIslamic}[m[1]]
		return ruleParts{kind: kind, month: number(m[2]) - 1, day: strconv.Itoa(number(m[3]))}
	}
	if m := weekdayRule.FindStringSubmatch(rule); m != nil {
		p := ruleParts{kind: onWeekday, month: number(m[3]) - 1, nth: lastNth}
		if m[2] != "last" {
			p.nth = number(m[2]) - 1
		}
		for i, code := range weekdayCodes {
			if code == m[1] {
				p.weekday = i
			}
		}
		return p
	}
	if m := easterRule.FindStringSubmatch(rule); m != nil {
		return ruleParts{kind: byEaster, orthodox: m[1] == "orthodox", after: m[2] != "-", days: strconv.Itoa(number(m[3]))}
	}
	return ruleParts{kind: byText, text: rule}
}
