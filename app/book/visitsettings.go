package book

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"carebook/app/care"
	"carebook/app/care/plan"
	"carebook/store"
)

// settingBands keeps VisitSettings.
const settingBands = "bands"

// VisitSettings are the user's choices about bands and visit time.
type VisitSettings struct {
	// Hours are when the user visits.
	Hours plan.Hours `json:"hours"`
	// Shares are the targets of the bands in them.
	Shares plan.Shares `json:"shares"`
	// CalendarYear ranks by the last calendar year rather than by the twelve
	// months up to today.
	CalendarYear bool `json:"calendar_year,omitempty"`
	// Asked is set once the user was offered other shares.
	Asked bool `json:"asked,omitempty"`
}

// ReadVisitSettings reads the choices; what makes no sense is as in a new book.
func ReadVisitSettings(ctx context.Context, s *store.Store) (VisitSettings, error) {
	settings := VisitSettings{Hours: plan.DefaultHours, Shares: plan.DefaultShares}
	text, err := s.Setting(ctx, settingBands)
	if err != nil || text == "" {
		return settings, err
	}
	if err := json.Unmarshal([]byte(text), &settings); err != nil {
		return settings, fmt.Errorf("read the setting %s: %w", settingBands, err)
	}
	if settings.Hours.Valid() != nil {
		settings.Hours = plan.DefaultHours
	}
	if !settings.Shares.Valid() {
		settings.Shares = plan.DefaultShares
	}
	return settings, nil
}

// SetVisitSettings keeps the choices in the book. It keeps nothing and fails with
// care.CodeBadVisitDay, CodeBadVisitStart, CodeBadVisitPause or CodeBadVisitLength,
// whose arguments Part and Index are those of plan.HoursError, or with
// care.CodeBadShares.
func SetVisitSettings(ctx context.Context, s *store.Store, settings VisitSettings) error {
	if err := settings.valid(); err != nil {
		return err
	}
	text, err := json.Marshal(settings)
	if err != nil {
		return fmt.Errorf("write the setting %s: %w", settingBands, err)
	}
	return s.SetSetting(ctx, settingBands, string(text))
}

// valid says what is wrong with the settings, so that it can be shown beside its
// field.
func (vs *VisitSettings) valid() error {
	if !vs.Shares.Valid() {
		return &care.Error{Code: care.CodeBadShares, Args: care.Args{"Sum": vs.Shares.A + vs.Shares.B + vs.Shares.C}}
	}
	err := vs.Hours.Valid()
	var wrong *plan.HoursError
	if !errors.As(err, &wrong) {
		return err
	}
	args := care.Args{"Part": string(wrong.Part), "Index": wrong.Index}
	code := care.CodeBadVisitPause
	switch wrong.Part {
	case plan.PartDays:
		code, args["Most"] = care.CodeBadVisitDay, plan.MostOfDay/60
	case plan.PartStart:
		code, args["Latest"] = care.CodeBadVisitStart, clockTime(plan.LatestEnd)
	case plan.PartLengths:
		code, args["Least"], args["Most"] = care.CodeBadVisitLength, plan.ShortestVisit, plan.LongestVisit
	}
	return &care.Error{Code: code, Args: args, Err: err}
}

// clockTime are minutes after midnight as HH:MM.
func clockTime(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
