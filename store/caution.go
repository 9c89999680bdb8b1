package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"carebook/app/care"
)

// clockSlack is how far two clocks of one user may be apart.
const clockSlack = 5 * time.Minute

// Cautions are what is not well with an open book that works all the same: the
// last change was made in the future of this clock (care.CodeClockBehind), so that
// the clock is wrong, now or then; or the book lies on a network drive
// (care.CodeBookNetwork).
func (s *Store) Cautions(ctx context.Context) ([]*care.Error, error) {
	var cautions []*care.Error
	var at string
	err := s.read.QueryRowContext(ctx, "SELECT at FROM action ORDER BY id DESC LIMIT 1").Scan(&at)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, s.explain(fmt.Errorf("read when the book was changed last: %w", err))
	}
	now := s.options.Clock.Now()
	if last, err := time.Parse(time.RFC3339, at); err == nil && last.Sub(now) > clockSlack {
		local := last.In(now.Location())
		cautions = append(cautions, &care.Error{Code: care.CodeClockBehind, Args: care.Args{
			"Last": local.Format("2006-01-02 15:04"), "Now": now.Format("2006-01-02 15:04"),
		}})
	}
	if journalMode(s.path) != journalWAL {
		cautions = append(cautions, &care.Error{Code: care.CodeBookNetwork, Args: care.Args{"Book": s.path}})
	}
	return cautions, nil
}
