package care

import (
	"fmt"
	"time"
)

// Clock tells the time. Every rule and every screen takes the time from a
// Clock, so that tests and CAREBOOK_NOW can set it.
type Clock struct {
	// offset is added to the machine's time.
	offset time.Duration
	set    bool
	zone   *time.Location
}

// SystemClock is the machine's own time.
func SystemClock() Clock { return Clock{} }

// ClockFrom is a clock that stands at start now and runs on from there, in
// start's zone.
func ClockFrom(start time.Time) Clock {
	return Clock{offset: time.Until(start), set: true, zone: start.Location()}
}

// ParseClock makes a clock of the value of CAREBOOK_NOW (RFC 3339). The empty
// value is the system's clock.
func ParseClock(value string) (Clock, error) {
	if value == "" {
		return SystemClock(), nil
	}
	t, err := time.Parse(time.RFC3339, value)
	if err != nil {
		return Clock{}, &Error{Code: CodeBadClock, Args: Args{"Value": value}, Err: fmt.Errorf("read CAREBOOK_NOW: %w", err)}
	}
	return ClockFrom(t), nil
}

// Now is the present moment.
func (c Clock) Now() time.Time {
	machine := time.Now()
	if c.zone != nil {
		return machine.Add(c.offset).In(c.zone)
	}
	return machine.In(machineZone.location(machine)).Add(c.offset)
}

// Today is the present day where the user is.
func (c Clock) Today() Day { return DayOf(c.Now()) }

// Set reports whether the time was set by hand rather than taken from the
// machine; the title bar then shows it.
func (c Clock) Set() bool { return c.set }
