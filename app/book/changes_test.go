package book

import (
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
