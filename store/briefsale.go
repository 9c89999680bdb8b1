package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"carebook/app/care"
)

// briefSales asks for what was ordered and has not been delivered, and for the
// last sale of all others. Looking for the words of the state before the document
// is read halves the time it takes where somebody has bought a lot; within a
// text of the document their quotes would be escaped.
const briefSales = `SELECT key, doc FROM sale WHERE person = ?1 AND instr(doc, CAST('"state":"' || ?2 || '"' AS BLOB)) > 0 AND doc ->> 'state' = ?2
	UNION ALL
	SELECT key, doc FROM (SELECT key, day, doc FROM sale WHERE person = ?1 AND coalesce(doc ->> 'state', '') <> ?2 ORDER BY day DESC, key DESC LIMIT 1)`

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
	slices.SortFunc(sales, func(a, b Sale) int {
		return cmp.Or(strings.Compare(string(b.Day), string(a.Day)), cmp.Compare(b.Key, a.Key))
	})
	return sales, s.explain(rows.Err())
}
