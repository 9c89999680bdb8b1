package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const born = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:María Ferrer\r\nBDAY:1980-05-21\r\nCATEGORIES:VIP\r\nEND:VCARD\r\n" +
	"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Pau Llorens\r\nBDAY:--02-29\r\nEND:VCARD\r\n"

// summaries are those of the events in a calendar.
func summaries(raw string) string {
	var list []string
	for line := range strings.SplitSeq(raw, "\r\n") {
		if summary, ok := strings.CutPrefix(line, "SUMMARY:"); ok {
			list = append(list, summary)
		}
	}
	return strings.Join(list, ", ")
}

func TestExportOfACalendar(t *testing.T) {
	s := newSession(t)
	s.ok("import", s.file("phone.vcf", born))
	var found people
	s.json(&found, "find", "pau", "--json")
	for want, args := range map[string][]string{
		"María Ferrer: birthday":                        {"--tag", "vip"},
		"Pau Llorens: birthday":                         {"--where", "pau"},
		"María Ferrer: birthday, Pau Llorens: birthday": {"--tag", "vip", "--person", found.People[0].ID},
		"": {"--where", "nobody at all"},
	} {
		out := s.ok(append([]string{"export", "-", "--format", "ics"}, args...)...)
		if summaries(out) != want || !strings.HasPrefix(out, "BEGIN:VCALENDAR\r\n") || !strings.HasSuffix(out, "END:VCALENDAR\r\n") {
			t.Errorf("%v: %s", args, out)
		}
	}
	if all := summaries(s.ok("export", "--format", "ics", "-")); !strings.HasPrefix(all, "María Ferrer: birthday, Pau Llorens: birthday, ") {
		t.Errorf("of everybody with the holidays: %s", all)
	}
	path := filepath.Join(t.TempDir(), "family.ICS")
	for range 2 { // it replaces its own
		if said := s.ok("export", path, "--person", found.People[0].ID); !strings.HasPrefix(said, "1 occasion written to ") {
			t.Errorf("it says %s", said)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil || summaries(string(raw)) != "Pau Llorens: birthday" || !strings.Contains(string(raw), "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1\r\n") {
		t.Errorf("%v in\n%s", err, raw)
	}
	status, out, errs := s.run("import", path)
	if status != 1 || out != "" || !strings.Contains(errs, "is no address book") || strings.Count(errs, "\n") != 1 {
		t.Errorf("import of it: exit %d, %q, %q", status, out, errs)
	}
	if help := s.ok("--help"); !strings.Contains(help, "|ics]") || !strings.Contains(help, ".ics") {
		t.Errorf("the help does not name it:\n%s", help)
	}
}
