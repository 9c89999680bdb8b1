package book

import (
	"context"

	"carebook/app/care"
	"carebook/app/lang"
	"carebook/store"
)

// UndoResult tells what taking back an import did.
type UndoResult struct {
	// Removed people had been made by the import, Restored ones changed by it.
	Removed  int          `json:"removed"`
	Restored int          `json:"restored"`
	Left     []LeftPerson `json:"left"`
	// Sales counts what a list of sales had brought.
	Sales int `json:"sales,omitempty"`
}

// LeftPerson is somebody who was left alone, and why.
type LeftPerson struct {
	PersonID string `json:"person_id"`
	Name     string `json:"name"`
	Why      string `json:"why"`
}

// UndoImport takes a run of the importer back: people whom it made go, people
// whom it changed return to exactly what they were, and people edited since are
// named and left alone. It fails with care.CodeImportMissing for no such run,
// and with care.CodeAlreadyUndone the second time.
func UndoImport(ctx context.Context, s *store.Store, id string) (UndoResult, error) {
	run, err := s.Import(ctx, id)
	if err != nil {
		return UndoResult{}, err
	}
	if run.Action == 0 {
		return UndoResult{}, &care.Error{Code: care.CodeNothingToUndo}
	}
	done, err := s.Undo(ctx, run.Action)
	if err != nil {
		return UndoResult{}, err
	}
	result := UndoResult{Removed: done.Removed, Restored: done.Restored, Left: []LeftPerson{}, Sales: done.Sales}
	for _, p := range done.Left {
		result.Left = append(result.Left, LeftPerson{PersonID: p.ID, Name: p.Name, Why: lang.T("undo.edited_since")})
	}
	return result, nil
}
