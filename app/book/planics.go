package book

import (
	"context"
	"io"
	"strings"

	"carebook/app/care"
	"carebook/app/exchange/ics"
	"carebook/app/lang"
	"carebook/store"
)

// PlanICS writes the visits of a plan that are not made yet to a calendar for the
// phone (so none that was only logged), and gives their number. A visit to somebody in a week has the same UID in
// every calendar, so that one taken in again moves it and adds nothing.
func PlanICS(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, w io.Writer) (n int, err error) {
	out, err := ics.NewWriter(w, lang.T("sheet.calendar"), clock.Now())
	if err != nil {
		return 0, err
	}
	for i := range v.Days {
		for j := range v.Days[i].Visits {
			visit := &v.Days[i].Visits[j]
			if visit.Done {
				continue
			}
			p, err := s.Person(ctx, visit.Key)
			if err != nil {
				return n, err
			}
			if err := out.WriteAppointment(appointment(visit, p)); err != nil {
				return n, err
			}
			n++
		}
	}
	return n, out.Close()
}

// appointment is a planned visit as calendars have it.
func appointment(v *PlannedVisit, p *care.Person) ics.Appointment {
	place := firstAddress(p)
	var lines []string
	for _, line := range []string{v.Long, place, firstPhone(p)} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return ics.Appointment{
		UID:     calendarUID("visit", p.UID, string(mondayOf(v.Day))),
		Summary: lang.T("sheet.calendar_visit", lang.Args{"Name": named(v.Name)}), Location: place, Description: strings.Join(lines, "\n"),
		Day: v.Day, Start: v.Start, Minutes: v.Minutes,
	}
}

// PlanICSFile is PlanICS to a file that only the user can read. It appears when it
// is complete; with keep one of that name is not replaced, and
// care.CodeFileExists says so.
func PlanICSFile(ctx context.Context, s *store.Store, clock care.Clock, v *VisitsView, path string, keep bool) (int, error) {
	return writeNew(s, path, keep, func(w io.Writer) (int, error) { return PlanICS(ctx, s, clock, v, w) })
}
