package store

import (
	"context"
	"fmt"

	"carebook/app/care"
)

// briefSales asks for what was ordered and has not been delivered, and for the
// last sale of all others.
const briefSales = `SELECT key, doc FROM sale WHERE person = ?1 AND (coalesce(doc ->> 'state', '') = ?2
	OR key = (SELECT key FROM sale WHERE person = ?1 AND coalesce(doc ->> 'state', '') <> ?2 ORDER BY day DESC, key DESC LIMIT 1))
	ORDER BY day DESC, key DESC`

// BriefSales are the sales to a person that one should know of before a talk,
// the latest first: all that are ordered and not delivered yet, and the last one
// of the others.
func (s *Store) BriefSales(ctx context.Context, person int64) ([]Sale, error) {
	rows, err := s.read.QueryContext(ctx, briefSales, person, string(care.SaleOrdered))
	if err != nil {
		return nil, s.explain(fmt.Errorf("read the last sales to person %d: %w", person, err))
	}
	defer rows.Close()
	var sales []Sale
	for rows.Next() {
		var key int64
		var doc []byte
		if err := rows.Scan(&key, &doc); err != nil {
			return nil, s.explain(fmt.Errorf("read the last sales to person %d: %w", person, err))
		}
		sale, err := decodeSale(key, doc)
		if err != nil {
			return nil, err
		}
		sales = append(sales, sale)
	}
	return sales, s.explain(rows.Err())
}
