// Command strain is the child of dev faults and dev test: it works on a book, says on
// standard output what is in it for good, and is killed meanwhile; or it leads a book's
// whole life, of which every file is looked at.
//
// It calls the program's own use cases and store. Nothing imports it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"

	"carebook/app/book"
	"carebook/app/care"
	"carebook/app/doc"
	"carebook/store"
	"carebook/store/formertest"
)

var errUsage = errors.New("use: strain fill|edit|seen|newest|fall|fall-loose BOOK, strain life FOLDER, or strain former BOOK SCHEMA")

func main() {
	if err := strain(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "strain:", err)
		os.Exit(1)
	}
}

func strain(ctx context.Context, args []string) error {
	if len(args) == 3 && args[0] == "former" {
		number, err := strconv.Atoi(args[2])
		if err != nil {
			return errUsage
		}
		return formertest.ToSchema(args[1], number)
	}
	if len(args) != 2 {
		return errUsage
	}
	path := args[1]
	switch args[0] {
	case "fill":
		return with(ctx, path, fill)
	case "newest":
		number, err := store.Schema()
		fmt.Println(number)
		return err
	case "edit":
		return with(ctx, path, edit)
	case "seen":
		return with(ctx, path, seen)
	case "life":
		return lead(ctx, path)
	case "fall", "fall-loose":
		return fall(ctx, path, args[0] == "fall")
	}
	return errUsage
}

func with(ctx context.Context, path string, work func(context.Context, *store.Store) error) error {
	s, err := store.Open(ctx, path, store.Options{Clock: care.SystemClock(), Origin: "strain"})
	if err != nil {
		return err
	}
	return errors.Join(work(ctx, s), s.Close())
}

// people is how many a book has to begin with.
const people = 200

// fill makes a book with people, of whom each has a call and a sale.
func fill(ctx context.Context, s *store.Store) error {
	_, err := s.Do(ctx, store.Action{Kind: "import", Words: "Fill"}, func(tx *store.Tx) error {
		for i := range people {
			key, err := tx.PutPerson(&care.Person{
				FullName: fmt.Sprintf("Ana %d Ruiz", i), Phones: []care.Phone{{Number: fmt.Sprintf("+34 600 %06d", i)}}, Tags: []string{"friends"},
			})
			if err == nil {
				_, err = tx.PutEvent(0, key, care.Event{Kind: care.Call, Day: s.Clock().Today(), Text: "about the oven"})
			}
			if err == nil {
				_, err = tx.PutSale(0, key, care.Sale{Day: s.Clock().Today(), Item: "Oven", Amount: care.Money{Minor: 100, Currency: "EUR"}})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// state is what was written last: an edit of the first person, a note on the
// second.
type state struct {
	People int `json:"people"`
	Edit   int `json:"edit"`
	Note   int `json:"note"`
}

func read(ctx context.Context, s *store.Store) (st state, err error) {
	if st.People, err = s.Count(ctx, store.Query{}); err != nil {
		return st, err
	}
	p, err := s.Person(ctx, 1)
	if errors.Is(err, store.ErrNotFound) { // as in what is left of a damaged book
		return st, nil
	}
	if err != nil {
		return st, err
	}
	_, _ = fmt.Sscanf(p.Remark, "edit %d", &st.Edit) // nothing is none yet
	err = s.EachNote(ctx, 2, func(n *store.Note) error {
		_, err := fmt.Sscanf(n.Title, "note %d", &st.Note)
		return err
	})
	return st, err
}

func seen(ctx context.Context, s *store.Store) error {
	st, err := read(ctx, s)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(st)
}

// edit changes a person and a note by turns, and says each number once it is in
// the book.
func edit(ctx context.Context, s *store.Store) error {
	st, err := read(ctx, s)
	if err != nil {
		return err
	}
	notes, err := s.Notes(ctx, 2)
	if err != nil {
		return err
	}
	spell := book.NewSpell(2, 0)
	if len(notes) > 0 {
		n, err := book.ReadNote(ctx, s, s.Clock(), notes[0].Key)
		if err != nil {
			return err
		}
		spell = n.Spell()
	}
	for {
		st.Edit++
		_, err := s.Do(ctx, store.Action{Kind: "edit", Words: "Edit"}, func(tx *store.Tx) error {
			p, err := tx.Person(1)
			if err != nil {
				return err
			}
			p.Remark = fmt.Sprintf("edit %d", st.Edit)
			_, err = tx.PutPerson(p)
			return err
		})
		if err != nil {
			return err
		}
		fmt.Printf("edit %d\n", st.Edit)
		st.Note++
		d, err := doc.FromText(fmt.Sprintf("The oven has to pass a door of 92 cm, %d.", st.Note))
		if err != nil {
			return err
		}
		draft := book.NoteDraft{Title: fmt.Sprintf("note %d", st.Note), Doc: d}
		if _, err := book.SaveNote(ctx, s, s.Clock(), spell, draft, "Edit the note"); err != nil {
			return err
		}
		fmt.Printf("note %d\n", st.Note)
	}
}
