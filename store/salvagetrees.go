package store

import (
	"context"
	"maps"
	"slices"
	"strings"

	"carebook/app/care"
)

// tree is a table or index as far as it was found: its pages that hold rows or
// entries, and whether those are all.
type tree struct {
	pages []uint32
	whole bool
}

// findTrees finds the pages of all tables and indexes: from the schema's list of
// roots, or what is left of that, and then among the pages to which no root leads.
func (sv *salvage) findTrees() {
	sv.trees = map[string]tree{}
	seen := map[uint32]bool{}
	var list []uint32
	whole := sv.pages.walk(1, seen, func(n uint32) { list = append(list, n) })
	roots := sv.roots(list)
	if !whole {
		sv.orphans(seen, func(n uint32, r *record) {
			if name, _ := rootOf(r); name != "" && roots[name] == 0 {
				seen[n] = true
				list = append(list, n)
			}
		})
		roots = sv.roots(list)
	}
	for _, name := range slices.Sorted(maps.Keys(roots)) { // of two that claim a page, always the same one has it
		var t tree
		t.whole = sv.pages.walk(roots[name], seen, func(n uint32) { t.pages = append(t.pages, n) })
		sv.trees[name] = t
		whole = whole && t.whole
	}
	if whole && len(roots) > 0 {
		return
	}
	sv.orphans(seen, func(n uint32, r *record) {
		name := tableOf(r)
		if t := sv.trees[name]; name != "" && !t.whole { // pages of trees are seen, and come here no more
			t.pages = append(t.pages, n)
			sv.trees[name] = t
		}
	})
}

// roots reads the schema's list from its pages.
func (sv *salvage) roots(list []uint32) map[string]uint32 {
	roots := map[string]uint32{}
	for _, n := range list {
		sv.eachCell(n, func(r *record) {
			if name, root := rootOf(r); name != "" {
				roots[name] = root
			}
		})
	}
	return roots
}

// rootOf reads an entry of the schema's list; "" is none with a tree.
func rootOf(r *record) (name string, root uint32) {
	const kindAt, nameAt, rootAt, length = 0, 1, 3, 5
	if len(r.values) < rootAt+1 || len(r.values) > length || r.int(rootAt) <= 0 {
		return "", 0
	}
	if kind := r.text(kindAt); kind != "table" && kind != "index" {
		return "", 0
	}
	return r.text(nameAt), uint32(r.int(rootAt))
}

// orphans calls visit with the first row of each page of a table that no root leads
// to and that is in use.
func (sv *salvage) orphans(seen map[uint32]bool, visit func(n uint32, first *record)) {
	free := sv.pages.free()
	for n := uint32(2); n <= sv.pages.count; n++ {
		if seen[n] || free[n] {
			continue
		}
		nd, err := sv.pages.node(n)
		if err != nil || nd.kind != leafTable {
			continue
		}
		for _, cell := range nd.cells {
			if r, err := sv.pages.record(nd, cell); err == nil {
				visit(n, r)
				break
			}
		}
	}
}

// tableOf tells from a row's form in which table it stands, of those tables that
// are large enough to have rows on many pages; "" is none of them.
func tableOf(r *record) string {
	form := make([]byte, len(r.values))
	for i, v := range r.values {
		switch v.(type) {
		case nil:
			form[i] = '-'
		case int64:
			form[i] = 'i'
		case string:
			form[i] = 't'
		case []byte:
			form[i] = 'b'
		default:
			form[i] = 'r'
		}
	}
	for _, f := range forms {
		if (len(form) == len(f.form) || !r.whole && len(form) < len(f.form) && len(form) > 4) && f.fits(form) && (f.also == nil || f.also(r)) {
			return f.table
		}
	}
	return ""
}

// rowForm is the form of a table's rows: i an integer, t a text, b bytes, - nothing,
// o nothing or any. The key is nothing, since it stands before the row.
type rowForm struct {
	table, form string
	also        func(*record) bool
}

func (f rowForm) fits(form []byte) bool {
	for i, c := range form {
		if want := f.form[i]; want != c && want != 'o' {
			return false
		}
	}
	return true
}

var forms = []rowForm{
	{entityPerson, "-toitttttbottittttititto" + "tb", nil},
	{entityEvent, "-iittiiiob", func(r *record) bool { return len(r.text(8)) != len("EUR") }},
	{entitySale, "-iittiiitb", nil},
	{entityNote, "-iiittttitb", nil},
	{entityReminder, "-itotttttt", nil},
	{entityVisit, "-itib", nil},
	{tablePicture, "-ttiiob", nil},
	{"change", "-itiooo", func(r *record) bool { _, known := entityOf(r.text(2)); return known }},
	{"action", "-ttttoi", func(r *record) bool { return strings.HasSuffix(r.text(3), "Z") }},
	{"announced", "-totttt", nil},
}

// eachCell calls f with the rows or entries of a page that can be read.
func (sv *salvage) eachCell(n uint32, f func(*record)) {
	nd, err := sv.pages.node(n)
	if err != nil {
		return
	}
	for _, cell := range nd.cells {
		if r, err := sv.pages.record(nd, cell); err == nil {
			f(r)
		}
	}
}

// eachEntry calls f with the entries of an index, or of a table that is kept like
// one.
func (sv *salvage) eachEntry(index string, f func(*record)) {
	for _, n := range sv.trees[index].pages {
		sv.eachCell(n, f)
	}
}

// each calls f with the rows of a table that can be read, each key once. It stops
// at f's error.
func (sv *salvage) each(ctx context.Context, table string, f func(*record) error) (err error) {
	seen := map[int64]bool{}
	for _, n := range sv.trees[table].pages {
		if ctx.Err() != nil {
			return &care.Error{Code: care.CodeCancelled, Err: ctx.Err()}
		}
		sv.eachCell(n, func(r *record) {
			if err == nil && !seen[r.key] {
				seen[r.key] = true
				err = f(r)
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}
