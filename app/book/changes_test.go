package book

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"carebook/app/care"
)

func TestAChangeBehindTheBeginningOfALongRemarkIsShown(t *testing.T) {
	long := strings.Repeat("ñ", 5000)
	got := changesOf(&care.Person{Remark: long + "a"}, &care.Person{Remark: long + "b"})
	if len(got) != 1 || got[0].Field != "remark" || len(got[0].After[0]) > 2010 || !strings.HasSuffix(got[0].After[0], "ñ…") {
		t.Errorf("changes %.200v", got)
	}
}

func TestAColumnThatIsKeptIsShownUnderItsHeading(t *testing.T) {
	kept := care.Property{Name: care.ColumnProperty, Params: []care.Param{{Name: "NAME", Values: []string{"Route"}}}, Value: "R7"}
	got := changesOf(&care.Person{}, &care.Person{Extra: []care.Property{kept}})
	if len(got) != 1 || got[0].After[0] != "Route: R7" {
		t.Errorf("changes %v", got)
	}
}

func TestWhatAnImportSaysOfAProfileIsShown(t *testing.T) {
	after := care.Person{
		Related: []care.Related{{Name: "Eva", Relation: "daughter", Phone: "600"}, {Phone: "601"}},
		Profile: care.Profile{
			Likes: "chess", Household: "two sons", Interests: []string{"wine", "opera"}, Channel: care.ByVisit, Hour: "noon", Value: 4,
			ReferredBy: "u-1", Lost: "2026-02-28", Own: []care.OwnValue{{Field: "Shoe", Value: "38"}},
			Files: []care.Attachment{{Name: "offer.pdf", Bytes: 312}}, Cadence: care.Cadence{Call: 14, Visit: care.Never},
			Band: care.BandOverride{Band: care.BandA, Reason: "key account"},
		},
	}
	var got []string
	for _, c := range changesOf(&care.Person{}, &after) {
		got = append(got, c.Field+"="+strings.Join(c.After, "|"))
	}
	want := []string{
		"related=Eva 600 (daughter)|601", "likes=chess", "household=two sons", "interests=wine|opera", "channel=Visit", "hour=noon", "value=4",
		"referred_by=u-1", "lost=Saturday, 28 February 2026", "cadence=A call every 14 days, no visits", "band_override=A (key account)", "own=Shoe: 38", "files=offer.pdf (312 bytes)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("changes\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if changes := changesOf(&after, &after); len(changes) > 0 {
		t.Errorf("nothing changed, and %v are shown", changes)
	}
}

// TestEveryFieldOfAPersonIsShown changes each field of a person, but for those
// that nobody sees, and looks for the change.
func TestEveryFieldOfAPersonIsShown(t *testing.T) {
	unseen := []string{"ID", "UID", "Country", "Added", "Deleted", "Sources", "Apart", "Profile"}
	for _, part := range []func(*care.Person) reflect.Value{
		func(p *care.Person) reflect.Value { return reflect.ValueOf(p).Elem() },
		func(p *care.Person) reflect.Value { return reflect.ValueOf(&p.Profile).Elem() },
	} {
		for _, field := range reflect.VisibleFields(part(&care.Person{}).Type()) {
			if slices.Contains(unseen, field.Name) {
				continue
			}
			// A change of any part of a cadence is one of the field.
			for _, index := range partsOf(field) {
				var p care.Person
				switch f := part(&p).FieldByIndex(index); f.Kind() {
				case reflect.String:
					f.SetString("2026-02-28")
				case reflect.Int:
					f.SetInt(3)
				case reflect.Slice:
					f.Set(reflect.MakeSlice(f.Type(), 1, 1))
				case reflect.Pointer:
					f.Set(reflect.ValueOf(&care.Photo{MediaType: "image/png"}))
				default:
					t.Fatalf("%s is of a kind that this test does not know", field.Name)
				}
				if len(changesOf(&care.Person{}, &p)) != 1 {
					t.Errorf("a change of %s is not shown", field.Name)
				}
			}
		}
	}
}

// partsOf are the places of the parts of a field; of most there is one.
func partsOf(field reflect.StructField) [][]int {
	if field.Type.Kind() != reflect.Struct {
		return [][]int{field.Index}
	}
	var places [][]int
	for _, part := range reflect.VisibleFields(field.Type) {
		places = append(places, slices.Concat(field.Index, part.Index))
	}
	return places
}
