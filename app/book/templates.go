package book

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"carebook/app/care/greet"
	"carebook/app/lang"
	"carebook/store"
)

// settingTemplates keeps the user's own templates.
const settingTemplates = "greeting_templates"

// ownTemplates are the user's templates as the book keeps them. Hidden are the
// shipped ones that the user has changed or removed, by ID, with the ID of the
// user's own that stands in the place of one, "" where none does.
type ownTemplates struct {
	Own    []greet.Template  `json:"own,omitempty"`
	Hidden map[string]string `json:"hidden,omitempty"`
}

func readTemplates(ctx context.Context, s *store.Store) (ownTemplates, error) {
	var own ownTemplates
	kept, err := s.Setting(ctx, settingTemplates)
	if err != nil || kept == "" {
		return own, err
	}
	if err := json.Unmarshal([]byte(kept), &own); err != nil {
		return own, fmt.Errorf("read the templates of greetings: %w", err)
	}
	return own, nil
}

func writeTemplates(ctx context.Context, s *store.Store, own ownTemplates) error {
	kept, err := json.Marshal(own)
	if err != nil {
		return fmt.Errorf("keep the templates of greetings: %w", err)
	}
	return s.SetSetting(ctx, settingTemplates, string(kept))
}

// Templates are those to choose from, the user's own first.
func Templates(ctx context.Context, s *store.Store) ([]greet.Template, error) {
	own, err := readTemplates(ctx, s)
	if err != nil {
		return nil, err
	}
	list := slices.Clone(own.Own)
	for _, t := range greet.Shipped() {
		if _, hidden := own.Hidden[t.ID]; !hidden {
			list = append(list, t)
		}
	}
	return list, nil
}

// HiddenTemplates are the shipped templates that are not among those to choose
// from, by ID, each with the ID of the user's own that stands in its place, ""
// where it was removed.
func HiddenTemplates(ctx context.Context, s *store.Store) (map[string]string, error) {
	own, err := readTemplates(ctx, s)
	return own.Hidden, err
}

// PutTemplate keeps a template and gives it as it is kept: without an ID it is
// new, one of the user's own that was removed is there again, and a shipped one
// that was changed becomes the user's own and hides the shipped one. It fails
// with what greet.Check says of the text.
func PutTemplate(ctx context.Context, s *store.Store, t greet.Template) (greet.Template, error) {
	t.Text = strings.TrimSpace(t.Text)
	if err := greet.Check(t.Text); err != nil {
		return t, err
	}
	own, err := readTemplates(ctx, s)
	if err != nil {
		return t, err
	}
	shipped := t.ID
	if !t.Own() {
		if t.ID, err = own.inPlaceOf(shipped); err != nil {
			return t, err
		}
	}
	if i := own.index(t.ID); i >= 0 {
		own.Own[i] = t
	} else {
		own.Own = append(own.Own, t)
	}
	if isShipped(shipped) {
		own.hide(shipped, t.ID)
	}
	return t, writeTemplates(ctx, s, own)
}

// inPlaceOf is the ID of the user's own that stands in the place of a shipped
// one, a new one where none does.
func (o ownTemplates) inPlaceOf(shipped string) (string, error) {
	if by := o.Hidden[shipped]; by != "" {
		return by, nil // it was changed in another window
	}
	u, err := uuid.NewV7()
	if err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return ownPrefix + u.String(), nil
}

func (o ownTemplates) index(id string) int {
	return slices.IndexFunc(o.Own, func(t greet.Template) bool { return t.ID == id })
}

// hide hides a shipped template by one of the user's own, "" by none.
func (o *ownTemplates) hide(shipped, by string) {
	if o.Hidden == nil {
		o.Hidden = map[string]string{}
	}
	o.Hidden[shipped] = by
}

func isShipped(id string) bool {
	return slices.ContainsFunc(greet.Shipped(), func(t greet.Template) bool { return t.ID == id })
}

// RemoveTemplate removes a template of the user's own; a shipped one in whose
// place it stood comes back. A shipped one is hidden; one that is hidden already
// stays as it is.
func RemoveTemplate(ctx context.Context, s *store.Store, id string) error {
	own, err := readTemplates(ctx, s)
	if err != nil {
		return err
	}
	if _, hidden := own.Hidden[id]; isShipped(id) && !hidden {
		own.hide(id, "")
	}
	own.Own = slices.DeleteFunc(own.Own, func(t greet.Template) bool { return t.ID == id })
	maps.DeleteFunc(own.Hidden, func(_, by string) bool { return by != "" && by == id })
	return writeTemplates(ctx, s, own)
}

// RestoreTemplate has a shipped template that was removed among those to choose
// from again. One in whose place the user's own stands comes back with
// RemoveTemplate of that one.
func RestoreTemplate(ctx context.Context, s *store.Store, id string) error {
	own, err := readTemplates(ctx, s)
	if err != nil {
		return err
	}
	maps.DeleteFunc(own.Hidden, func(shipped, by string) bool { return shipped == id && by == "" })
	return writeTemplates(ctx, s, own)
}

// PreviewTemplate fills a template for an example person; me signs it, an
// example where it is "".
func PreviewTemplate(words, me string) string {
	return greet.Fill(words, greet.Values{
		Name: lang.T("greeting.example_name"), FirstName: lang.T("greeting.example_first_name"), Title: lang.T("greeting.example_title"),
		Age: lang.Number(50), Child: lang.T("greeting.example_child"), Holiday: lang.T("greeting.example_holiday"),
		LastTopic: lang.T("greeting.example_topic"), Me: cmp.Or(me, lang.T("greeting.example_me")),
	})
}
