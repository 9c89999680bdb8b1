package jsontext_test

import (
	"strings"
	"testing"

	"carebook/app/exchange/jsontext"
)

func TestCrowded(t *testing.T) {
	for name, c := range map[string]struct {
		value string
		want  bool
	}{
		"nothing":                  {``, false},
		"as many as are read":      {"[" + strings.Repeat("0,", jsontext.MaxValues-1) + "0]", false},
		"one more":                 {"[" + strings.Repeat("0,", jsontext.MaxValues) + "0]", true},
		"lists in lists":           {strings.Repeat("[", jsontext.MaxValues+1), true},
		"a text of commas":         {`"` + strings.Repeat(",", 2*jsontext.MaxValues) + `"`, false},
		"an escaped quotation":     {`"\"` + strings.Repeat(",", 2*jsontext.MaxValues) + `"`, false},
		"a text that ends in one":  {`"\\"` + strings.Repeat(",", 2*jsontext.MaxValues), true},
		"a backslash and no more ": {`\`, false},
	} {
		if got := jsontext.Crowded([]byte(c.value)); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestEncode(t *testing.T) {
	got, err := jsontext.Encode(map[string]string{"a": "<b> & c\n"})
	if want := `{"a":"<b> & c\n"}`; err != nil || string(got) != want {
		t.Errorf("%s, %v; want %s", got, err, want)
	}
	if _, err := jsontext.Encode(func() {}); err == nil {
		t.Error("a function was written")
	}
}
